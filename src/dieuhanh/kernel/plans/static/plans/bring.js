/* Files dropped anywhere on the page come into the file field, and their names are shown. The page works without it. */
(function () {
  "use strict";
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
