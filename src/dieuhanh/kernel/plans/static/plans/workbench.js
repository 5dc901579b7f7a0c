/* The workbench: one draft open at a time, its words lit on both sides, single keys that can be switched off (WCAG 2.1.4), words chosen in
   the text, and what is typed kept on this machine and, a moment later, on the server. Every press works without it. */
(function () {
  "use strict";
  var bench = document.getElementById("bench"), text = document.getElementById("bench-text");
  if (!bench) return;
  var said = document.getElementById("bench-said"), trouble = document.getElementById("bench-trouble");
  var choice = document.getElementById("use-keys"), PAUSE = 2000, AGAIN = 5000;

  /* storage may be closed: then what it would keep lasts for this page */
  function kept(key) { try { return localStorage.getItem(key); } catch (error) { return null; } }
  function keep(key, value) {
    try { if (value === null) localStorage.removeItem(key); else localStorage.setItem(key, value); } catch (error) { return; }
  }

  /* one open at a time (the browser sees to it by their common name; an older one is helped), its form fetched when it opens, its words in sight */
  function all() { return Array.from(bench.querySelectorAll("details.draft")); }
  function opened() { return bench.querySelector("details.draft[open]"); }
  function wordsOf(draft) { return Array.from(text.querySelectorAll('[data-d="' + draft.dataset.d + '"]')); }
  function light(draft, css, on) { wordsOf(draft).forEach(function (mark) { mark.classList.toggle(css, on); }); }
  function show(draft) {
    var words = wordsOf(draft)[0];
    if (words && getComputedStyle(text).position === "sticky") {
      var up = words.getBoundingClientRect().top - text.getBoundingClientRect().top;
      if (up < 0 || up > text.clientHeight - 80) text.scrollTop += up - text.clientHeight / 3;
    }
  }
  function fill(draft) {
    var slot = draft.querySelector(".slot");
    if (slot.querySelector("form")) { dress(slot); return; }
    htmx.ajax("GET", draft.dataset.load, { target: slot, swap: "innerHTML" });
  }
  bench.addEventListener("toggle", function (event) {
    var draft = event.target;
    if (!draft.matches || !draft.matches("details.draft")) return;
    light(draft, "m-now", draft.open);
    if (!draft.open) { flush(draft); return; }
    fill(draft);
    show(draft);
  }, true);
  bench.addEventListener("click", function (event) {
    var head = event.target.closest("details.draft > summary");
    if (head && !head.parentElement.open) all().forEach(function (other) { if (other !== head.parentElement) other.open = false; });
  });

  /* hover and focus light both sides */
  function pair(event, on) {
    var end = event.target.closest && event.target.closest("[data-d]");
    if (!end) return;
    var draft = document.getElementById("d-" + end.dataset.d);
    if (!draft) return;
    draft.classList.toggle("is-lit", on);
    light(draft, "m-lit", on);
  }
  bench.addEventListener("mouseover", function (event) { pair(event, true); });
  bench.addEventListener("mouseout", function (event) { pair(event, false); });
  bench.addEventListener("focusin", function (event) { pair(event, true); });
  bench.addEventListener("focusout", function (event) { pair(event, false); });
  text.addEventListener("click", function (event) {
    var end = event.target.closest("[data-d]"), picked = getSelection();
    if (!end || (picked && !picked.isCollapsed)) return;
    var draft = document.getElementById("d-" + end.dataset.d);
    if (!draft) return;
    event.preventDefault();
    go(draft);
  });
  function go(draft) {
    var folded = draft.parentElement.closest("details.settled");
    if (folded) folded.open = true;
    all().forEach(function (other) { if (other !== draft) other.open = false; });
    draft.open = true;
    draft.querySelector("summary").focus();
  }

  /* words chosen in the text go into the field of the open draft and into that of a new one */
  function place(node, offset) {
    var line = (node.nodeType === 1 ? node : node.parentElement).closest("[data-at]");
    if (!line) return null;
    var before = document.createRange();
    before.setStart(line, 0);
    before.setEnd(node, offset);
    var found = before.cloneContents();
    found.querySelectorAll(".no").forEach(function (number) { number.remove(); });
    return Number(line.dataset.at) + Array.from(found.textContent).length;
  }
  function choose() {
    var picked = getSelection();
    if (!picked || picked.isCollapsed || !text.contains(picked.anchorNode) || !text.contains(picked.focusNode)) return;
    var range = picked.getRangeAt(0);
    var start = place(range.startContainer, range.startOffset), end = place(range.endContainer, range.endOffset);
    if (start === null || end === null || start >= end) return;
    var part = range.cloneContents();
    part.querySelectorAll(".no").forEach(function (number) { number.remove(); });
    part.querySelectorAll("[data-at]").forEach(function (line) { line.append("\n"); });
    var words = part.textContent.trim(), draft = opened();
    [document.getElementById("add"), draft && draft.querySelector("form.body")].forEach(function (form) {
      if (!form || !form.elements.words) return;
      form.elements.words.value = words;
      form.elements.start.value = start;
      form.elements.end.value = end;
    });
  }
  text.addEventListener("mouseup", function () { setTimeout(choose, 0); });
  text.addEventListener("keyup", function (event) { if (event.shiftKey) choose(); });
  text.addEventListener("touchend", function () { setTimeout(choose, 0); });

  /* what is typed: on this machine at once, on the server when one pauses */
  var waiting = new Map(), FIELDS = ["title", "leads", "coop", "last_day", "hour", "area", "product", "target"];
  function own(form) { return "bench:" + bench.dataset.person + ":" + form.dataset.typed; }
  function valuesOf(form) {
    var values = { seen: form.elements.seen.value, standing: form.elements.standing.checked ? "1" : "" };
    FIELDS.forEach(function (name) { values[name] = form.elements[name].value; });
    return values;
  }
  function typedInto(event) {
    var form = event.target.form;
    if (!form || !form.matches("form.body") || !form.elements.title || event.target.name === "words") return;
    clearTimeout(waiting.get(form));
    waiting.set(form, setTimeout(function () { send(form); }, PAUSE));
    if (event.type === "change") keep(own(form), JSON.stringify(valuesOf(form)));
  }
  bench.addEventListener("input", typedInto);
  bench.addEventListener("change", typedInto);
  function flush(draft) {
    var form = draft.querySelector("form.body");
    if (form && waiting.has(form)) { clearTimeout(waiting.get(form)); send(form); }
  }
  function told(form, words) {
    var line = form.querySelector("[data-kept-words]");
    if (line) line.textContent = words;
  }
  function send(form) {
    if (!form.isConnected) { waiting.delete(form); return; }
    var values = valuesOf(form), body = new URLSearchParams(values);
    keep(own(form), JSON.stringify(values));
    body.set("csrfmiddlewaretoken", form.elements.csrfmiddlewaretoken.value);
    waiting.delete(form);
    fetch(form.dataset.typed, { method: "POST", body: body, redirect: "manual", keepalive: true, headers: { "HX-Request": "true" } }).then(function (answer) {
      if (answer.type === "opaqueredirect" || answer.status === 401 || answer.status === 403) { worry("signedOut"); again(form); return; }
      if (!answer.ok) { worry("noAnswer"); again(form); return; }
      return answer.json().then(function (found) {
        calm();
        if (!waiting.has(form)) keep(own(form), null);
        told(form, found.kept ? bench.dataset.kept + " " + found.kept : "");
      });
    }, function () { worry("noAnswer"); again(form); });
  }
  function again(form) {
    if (!waiting.has(form)) waiting.set(form, setTimeout(function () { send(form); }, AGAIN));
  }
  addEventListener("pagehide", function () {
    waiting.forEach(function (timer, form) { if (form.isConnected) keep(own(form), JSON.stringify(valuesOf(form))); });
    var draft = opened();
    if (draft) flush(draft);
  });
  function worry(why) {
    trouble.querySelector("p").textContent = bench.dataset[why];
    trouble.querySelector("a").hidden = why !== "signedOut";
    trouble.hidden = false;
  }
  function calm() { trouble.hidden = true; }

  /* a form that came: what this machine kept of it, units to choose with one press */
  function dress(slot) {
    var form = slot.querySelector("form.body");
    if (!form || form.dataset.dressed) return;
    form.dataset.dressed = "1";
    form.querySelectorAll("span[data-choose]").forEach(function (name) {
      var button = document.createElement("button");
      button.type = "button";
      button.className = "btn plain";
      button.textContent = bench.dataset.choose + " " + name.textContent;
      button.addEventListener("click", function () {
        var field = form.elements[name.dataset.choose];
        field.value = field.value.trim() ? field.value.trim() + "; " + name.textContent : name.textContent;
        field.dispatchEvent(new Event("change", { bubbles: true }));
        field.focus();
      });
      name.replaceWith(button);
    });
    var left = kept(own(form));
    if (!left || !form.elements.title) return;
    var values = JSON.parse(left);
    FIELDS.forEach(function (name) { if (values[name] !== undefined) form.elements[name].value = values[name]; });
    form.elements.standing.checked = values.standing === "1";
    form.elements.seen.value = values.seen;
    told(form, bench.dataset.back);
    waiting.set(form, setTimeout(function () { send(form); }, PAUSE));
  }

  /* answers of presses: a refusal shows in its own card, the sign-in page never does, and one goes on at the next draft left */
  var leaving = null;
  document.addEventListener("htmx:beforeRequest", function (event) {
    var form = event.detail.elt;
    if (!form.matches || !form.matches("form.body")) return;
    clearTimeout(waiting.get(form));
    waiting.delete(form);
    if (form.elements.title) keep(own(form), JSON.stringify(valuesOf(form)));
    leaving = { at: all().indexOf(form.closest("details.draft")), key: own(form) };
  });
  document.addEventListener("htmx:beforeSwap", function (event) {
    var detail = event.detail, form = detail.requestConfig.elt, url = detail.xhr.responseURL || "";
    if (url.indexOf("/accounts/login") >= 0 || detail.xhr.status === 403) { detail.shouldSwap = false; leaving = null; worry("signedOut"); return; }
    if (detail.xhr.status >= 500) { leaving = null; worry("noAnswer"); return; }
    calm();
    if (detail.xhr.status !== 422) return;
    detail.shouldSwap = true;
    detail.isError = false;
    detail.swapOverride = "innerHTML";
    if (leaving) keep(leaving.key, null);
    leaving = null;
    detail.target = form.id === "add" ? document.getElementById("add-wrong") : form.closest("details.draft").querySelector(".slot");
  });
  document.addEventListener("htmx:sendError", function () { leaving = null; worry("noAnswer"); });
  document.addEventListener("htmx:afterSettle", function (event) {
    var slot = event.detail.elt && event.detail.elt.closest && event.detail.elt.closest(".slot"), draft = opened();
    if (slot) dress(slot);
    if (draft) light(draft, "m-now", true); /* words that were put in place of others come without it */
  });
  document.addEventListener("htmx:afterRequest", function (event) {
    var detail = event.detail, form = detail.requestConfig && detail.requestConfig.elt;
    if (!detail.successful || !form || detail.requestConfig.verb !== "post") return;
    if (form.id === "add") { form.reset(); document.getElementById("add-wrong").textContent = ""; }
    count();
    said.textContent = document.querySelector("#bench-head h1").textContent;
    if (!leaving) return;
    keep(leaving.key, null);
    var rows = all(), at = leaving.at;
    leaving = null;
    var left = rows.slice(at).concat(rows.slice(0, at)).find(function (draft) { return draft.dataset.settled === "open"; });
    if (left) { go(left); if (left.getBoundingClientRect().top < 0 || left.getBoundingClientRect().bottom > innerHeight) left.scrollIntoView({ block: "nearest" }); }
  });
  function count() {
    ["doubtful", "sure"].forEach(function (part) {
      var left = document.querySelectorAll("#" + part + ' > .draft[data-settled="open"]');
      document.querySelectorAll('[data-count="' + part + '"]').forEach(function (number) { number.textContent = left.length; });
    });
    var together = document.getElementById("accept-sure");
    if (!together) return;
    var sure = Array.from(document.querySelectorAll('#sure > .draft[data-settled="open"]'));
    together.elements.drafts.value = sure.map(function (draft) { return draft.dataset.d; }).join(",");
    together.hidden = !sure.length;
  }

  /* single keys */
  choice.checked = kept("bench-keys") !== "off";
  choice.addEventListener("change", function () { keep("bench-keys", choice.checked ? "on" : "off"); });
  function step(by) {
    var rows = all().filter(function (draft) { return draft.checkVisibility ? draft.checkVisibility() : draft.offsetParent; });
    var at = rows.indexOf(opened()), to = at < 0 ? 0 : Math.max(0, Math.min(rows.length - 1, at + by));
    if (rows[to]) go(rows[to]);
  }
  document.addEventListener("keydown", function (event) {
    if (!choice.checked || /INPUT|TEXTAREA|SELECT/.test(event.target.tagName) || event.ctrlKey || event.metaKey || event.altKey) return;
    var key = event.key.toLowerCase(), draft = opened();
    if (key === "j") step(1);
    else if (key === "k") step(-1);
    else {
      var button = "atgx".indexOf(key) >= 0 && draft && draft.querySelector('[data-key="' + key + '"]');
      if (!button) return;
      button.click();
    }
    event.preventDefault();
  });

  var first = opened();
  if (first) { light(first, "m-now", true); dress(first.querySelector(".slot")); show(first); }
})();
