import type { ReactNode } from 'react';
import type { Post } from '../api.ts';
import { formatDate } from '../format.ts';
import { PortalLink } from './Navigation.tsx';
import { usePortal } from './portal-context.ts';

/** What arrived, roughly as the service shows it, and as it was sent. */
export function SinkPost({ post }: { post: Post }) {
  const { words, region } = usePortal();
  return (
    <article className="p-sheet p-post">
      <header className="p-quiet">
        {post.host} · {formatDate(post.at, region, true)} · {words.outbound.answered} {post.status === 0 ? words.outbound.noAnswer : post.status}
      </header>
      <Shown post={post} />
      <details>
        <summary>{words.outbound.raw}</summary>
        <dl className="p-headers">
          {Object.entries(post.headers).map(([name, value]) => (
            <div key={name}>
              <dt>{name}</dt>
              <dd>{value}</dd>
            </div>
          ))}
        </dl>
        <pre className="p-mail-text">{pretty(post.body)}</pre>
      </details>
    </article>
  );
}

function parsed(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return null;
  }
}

function pretty(body: string): string {
  const json = parsed(body);
  return json === null ? body : JSON.stringify(json, null, 2);
}

interface SlackBlock {
  type: string;
  text?: { text: string };
  elements?: { text: string }[];
}

function Shown({ post }: { post: Post }) {
  const body = parsed(post.body) as { blocks?: SlackBlock[]; text?: string } | null;
  if (post.kind === 'slack' && body?.blocks) return <div className="p-slack">{body.blocks.map((block, at) => <Block key={at} block={block} />)}</div>;
  if (post.kind === 'telegram' && body?.text !== undefined) return <div className="p-telegram">{telegram(body.text)}</div>;
  return <pre className="p-mail-text">{pretty(post.body)}</pre>;
}

function Block({ block }: { block: SlackBlock }) {
  if (block.type === 'divider') return <hr />;
  if (block.type === 'context') return <p className="p-quiet">{block.elements?.map(({ text }, at) => <span key={at}>{mrkdwn(text)}</span>)}</p>;
  const lines = (block.text?.text ?? '').split('\n');
  return (
    <div className="p-slack-section">
      {lines.map((line, at) => (line.startsWith('> ') ? <blockquote key={at}>{mrkdwn(line.slice(2))}</blockquote> : <p key={at}>{mrkdwn(line)}</p>))}
    </div>
  );
}

function decoded(text: string): string {
  return text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&quot;', '"').replaceAll('&amp;', '&');
}

/** Slack's marks: bold, and links with a text; anything else in angle brackets would be a mention, and is shown as one. */
function mrkdwn(text: string): ReactNode[] {
  return text.split(/(<[^<>]+>|\*[^*\n]+\*)/).map((part, at) => {
    if (part.startsWith('*') && part.length > 2) return <b key={at}>{decoded(part.slice(1, -1))}</b>;
    if (!part.startsWith('<')) return decoded(part);
    const [target = '', label] = part.slice(1, -1).split('|');
    return /^https?:/.test(target) ? <Out key={at} href={decoded(target)} label={decoded(label ?? target)} /> : <mark key={at}>{part}</mark>;
  });
}

/** Telegram's HTML, as far as alerts use it. */
function telegram(text: string): ReactNode[] {
  return text.split(/(<(?:b|i|blockquote)>[\s\S]*?<\/(?:b|i|blockquote)>|<a href="[^"]*">[\s\S]*?<\/a>)/).map((part, at) => {
    const [, tag, href, inside] = /^<(b|i|blockquote|a)(?: href="([^"]*)")?>([\s\S]*)<\/\w+>$/.exec(part) ?? [];
    if (tag === undefined) return decoded(part);
    if (tag === 'a') return <Out key={at} href={decoded(href ?? '')} label={decoded(inside ?? '')} />;
    const Tag = tag as 'b' | 'i' | 'blockquote';
    return <Tag key={at}>{decoded(inside ?? '')}</Tag>;
  });
}

/** A record of HubSpot opens in this page; only what is https leads out of it. */
function Out({ href, label }: { href: string; label: string }) {
  const record = /^https:\/\/app\.hubspot\.com(\/contacts\/\d+\/record\/0-\d\/\d+)(\?[\w=&-]*)?$/.exec(href);
  if (record) return <a href={`${record[1]}${record[2] ?? ''}`}>{label}</a>;
  return href.startsWith('/portal/') ? <PortalLink to={href}>{label}</PortalLink> : <a href={/^https?:/.test(href) ? href : '#'} target="_blank" rel="noreferrer">{label}</a>;
}
