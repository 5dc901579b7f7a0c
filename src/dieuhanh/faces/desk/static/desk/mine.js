/* The keys of the desk: J and K go to the next and the one before, Enter opens (a summary does so by itself). They can be switched off
   (WCAG 2.1.4), and the page works without them. */
(function () {
  "use strict";
  var choice = document.getElementById("use-keys");
  if (!choice) return;
  function kept() {
    try { return localStorage.getItem("desk-keys"); } catch (error) { return null; /* storage may be closed */ }
  }
  choice.checked = kept() !== "off";
  choice.addEventListener("change", function () {
    try { localStorage.setItem("desk-keys", choice.checked ? "on" : "off"); } catch (error) { /* lasts for this page */ }
  });
  function step(by) {
    var rows = Array.from(document.querySelectorAll("#owe .owe summary, #owe .owe .as-summary a"));
    if (!rows.length) return;
    var at = rows.findIndex(function (row) { return row === document.activeElement || row.parentElement.contains(document.activeElement); });
    var to = at < 0 ? (by > 0 ? 0 : rows.length - 1) : Math.max(0, Math.min(rows.length - 1, at + by));
    rows[to].focus();
  }
  document.addEventListener("keydown", function (event) {
    if (!choice.checked || /INPUT|TEXTAREA|SELECT/.test(event.target.tagName) || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "j" || event.key === "J") step(1);
    else if (event.key === "k" || event.key === "K") step(-1);
    else return;
    event.preventDefault();
  });
})();
