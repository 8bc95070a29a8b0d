/*
 * Says in one sentence that the browser is too old, where the page itself would stay blank: its scripts fail to parse,
 * or its colours do. Written for browsers of any age, so without newer syntax, without modules, and with its own texts
 * instead of those of the catalogues.
 */
;(function () {
  var texts = {
    en: 'This browser is too old for Corral: update it, or open this address in a current Chrome, Edge, Firefox or Safari.',
    zh: '此浏览器版本过旧，无法显示 Corral：请更新浏览器，或在新版 Chrome、Edge、Firefox 或 Safari 中打开此地址。',
  }

  function tell() {
    var language = /^zh/i.test((navigator.languages || [])[0] || navigator.language || '') ? 'zh' : 'en'
    var text = document.createElement('p')
    text.setAttribute('role', 'alert')
    text.lang = language
    text.textContent = texts[language]
    // The policy of the page allows no style attribute, but this.
    text.style.cssText = 'margin: 20vh auto 0; max-width: 30em; padding: 0 1em; font: 16px/1.6 system-ui, sans-serif'
    // Without its root the page does not start.
    document.body.textContent = ''
    document.body.appendChild(text)
  }

  function isOld() {
    return (
      !Array.prototype.findLast ||
      !Object.hasOwn ||
      typeof structuredClone !== 'function' ||
      !window.CSS ||
      !CSS.supports('container-type', 'inline-size') ||
      // The colours of the theme are not understood.
      getComputedStyle(document.body).backgroundColor === 'rgba(0, 0, 0, 0)'
    )
  }

  if (isOld()) return tell()
  // Newer syntax than this browser knows.
  window.addEventListener('error', function (event) {
    var root = document.getElementById('root')
    if (event.error instanceof SyntaxError && root && !root.firstChild) tell()
  })
})()
