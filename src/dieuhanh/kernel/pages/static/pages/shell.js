/* The shell's own script: theme, menus that close on Escape, texts to copy, and "/" for search. Every page works without it. */
(function () {
  "use strict";
  var root = document.documentElement;
  function kept() {
    try { return localStorage.getItem("theme"); } catch (error) { return null; /* storage may be closed */ }
  }
  function keep(theme) {
    try {
      if (theme) localStorage.setItem("theme", theme); else localStorage.removeItem("theme");
    } catch (error) { /* the choice then lasts for this page */ }
  }
  if (kept()) root.dataset.theme = kept();
  document.addEventListener("DOMContentLoaded", function () {
    document.querySelectorAll(".js-only").forEach(function (part) { part.hidden = false; });
    document.querySelectorAll("[data-set-theme]").forEach(function (button) {
      button.addEventListener("click", function () {
        var theme = button.dataset.setTheme;
        if (theme) root.dataset.theme = theme; else delete root.dataset.theme;
        keep(theme);
      });
    });
  });
  document.addEventListener("click", function (event) {
    var button = event.target.closest && event.target.closest("[data-copy]");
    if (!button) return;
    var words = document.getElementById(button.dataset.copy);
    words.select();
    function done() { button.querySelector("[role=status]").textContent = button.dataset.done; }
    if (navigator.clipboard) navigator.clipboard.writeText(words.value).then(done, function () { /* it stays selected, Ctrl+C does it */ });
    else if (document.execCommand("copy")) done();
  });
  document.addEventListener("keydown", function (event) {
    if (event.key === "Escape") {
      document.querySelectorAll(".menu[open]").forEach(function (menu) { menu.open = false; menu.querySelector("summary").focus(); });
    }
    if (event.key !== "/" || /INPUT|TEXTAREA|SELECT/.test(event.target.tagName) || event.ctrlKey || event.metaKey || event.altKey) return;
    var find = document.getElementById("find");
    if (find) { event.preventDefault(); find.focus(); }
  });
})();
