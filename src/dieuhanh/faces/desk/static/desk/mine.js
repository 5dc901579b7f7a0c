/* The keys of the desk: J and K go to the next and the one before, Enter opens (a summary does so by itself). They can be switched off
   (WCAG 2.1.4), and the page works without them. What was done in place is gone from the list: one goes on at the row that took its place. */
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
  function all() {
    return Array.from(document.querySelectorAll("#owe .owe summary, #owe .owe .as-summary a"));
  }
  function place(value) {
    try {
      var before = sessionStorage.getItem("desk-place");
      if (value === null) sessionStorage.removeItem("desk-place"); else sessionStorage.setItem("desk-place", value);
      return before;
    } catch (error) { return null; /* storage may be closed */ }
  }
  document.addEventListener("submit", function (event) {
    var row = event.target.closest("#owe .owe > li");
    if (row) place(String(all().findIndex(function (one) { return row.contains(one); })));
  });
  var left = place(null), standing = all();
  if (left !== null && standing.length && !location.hash) standing[Math.min(Number(left), standing.length - 1)].focus();
  function step(by) {
    var rows = all();
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
