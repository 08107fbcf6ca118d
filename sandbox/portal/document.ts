import type { BuiltPage } from './build.ts';

/** What the page may load: its own files only. The workers of the cards inherit it, so a card reaches out by hubspot.fetch alone. */
export const CONTENT_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "worker-src 'self'",
  "style-src 'self'",
  "connect-src 'self'",
  "img-src 'self' data: https:",
  "frame-src 'self' https:",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

const ICON =
  "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 32 32'%3E%3Crect width='32' height='32' rx='8' fill='%23213343'/%3E%3Cpath d='M13 7h6M14 7v6l-5.5 9.5a2 2 0 0 0 1.7 3h11.600a2 2 0 0 0 1.7-3L18 13V7' fill='none' stroke='%23ffb38a' stroke-width='2.2' stroke-linecap='round' stroke-linejoin='round'/%3E%3C/svg%3E";

/** The page's one HTML document. */
export function portalDocument(page: BuiltPage): string {
  return `<!doctype html>
<html lang="pt-BR">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>Sandbox portal</title>
<link rel="icon" href="${ICON}">
<link rel="stylesheet" href="/portal/assets/${page.css}">
<script type="module" src="/portal/assets/${page.hostJs}"></script>
</head>
<body>
<div id="page"></div>
<noscript>The sandbox portal needs JavaScript.</noscript>
</body>
</html>
`;
}
