/* Files dropped anywhere on the page come into the file field, and their names are shown; pasted words come back after one had to sign in
   again. The page works without it. */
(function () {
  "use strict";
  var words = document.getElementById("text");
  function kept(value) {
    try {
      var before = sessionStorage.getItem("brought-words");
      if (value) sessionStorage.setItem("brought-words", value); else sessionStorage.removeItem("brought-words");
      return before;
    } catch (error) { return null; /* storage may be closed */ }
  }
  var before = kept("");
  if (before && !words.value && document.referrer.indexOf("/accounts/login/") >= 0) words.value = before;
  kept(words.value);
  words.addEventListener("input", function () { kept(words.value); });
  /* The list would get the page of signing in for an answer. */
  document.addEventListener("htmx:beforeSwap", function (event) {
    var out = event.detail.xhr.responseURL.indexOf("/accounts/login/") >= 0;
    document.getElementById("signed-out").hidden = !out;
    if (out) event.detail.shouldSwap = false;
  });
  var field = document.getElementById("files"), list = document.getElementById("chosen");
  if (!field || !window.DataTransfer) return;
  function size(bytes) {
    return bytes < 1e6 ? Math.max(1, Math.round(bytes / 1e3)) + " KB" : Math.round(bytes / 1e6) + " MB";
  }
  function show() {
    list.replaceChildren.apply(list, Array.from(field.files).map(function (file) {
      var line = document.createElement("li");
      line.textContent = file.name + " (" + size(file.size) + ")";
      return line;
    }));
  }
  function carriesFiles(event) {
    return event.dataTransfer && Array.from(event.dataTransfer.types).indexOf("Files") >= 0;
  }
  field.addEventListener("change", show);
  document.addEventListener("dragover", function (event) {
    if (!carriesFiles(event)) return;
    event.preventDefault();
    document.body.classList.add("dropping");
  });
  document.addEventListener("dragleave", function (event) {
    if (!event.relatedTarget) document.body.classList.remove("dropping");
  });
  document.addEventListener("drop", function (event) {
    if (!carriesFiles(event)) return;
    event.preventDefault();
    document.body.classList.remove("dropping");
    var both = new DataTransfer(); /* what was chosen before stays */
    [field.files, event.dataTransfer.files].forEach(function (files) {
      Array.from(files).forEach(function (file) { both.items.add(file); });
    });
    field.files = both.files;
    show();
  });
  window.addEventListener("pageshow", show); /* a browser that goes back may have kept the choice */
})();
