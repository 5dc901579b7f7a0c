/* The shell's own script: theme, menus that close on Escape, and "/" for search. Every page works without it. */
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
  document.addEventListener("keydown", function (event) {
    if (event.key === "Escape") {
      document.querySelectorAll(".menu[open]").forEach(function (menu) { menu.open = false; menu.querySelector("summary").focus(); });
    }
    if (event.key !== "/" || /INPUT|TEXTAREA|SELECT/.test(event.target.tagName) || event.ctrlKey || event.metaKey || event.altKey) return;
    var find = document.getElementById("find");
    if (find) { event.preventDefault(); find.focus(); }
  });
})();
