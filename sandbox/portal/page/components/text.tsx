import { Children, useState, type CSSProperties, type ReactNode } from 'react';
import { usePortuguese, useTools } from '../host/tools.ts';
import { classes } from './class-names.ts';
import { Icon } from './icon.tsx';
import { type Pressed, usePress } from './overlay-slot.tsx';

interface Parent {
  children?: ReactNode;
}

export function Heading({ inline, children }: Parent & { inline?: boolean }) {
  return inline ? <span className="x-heading">{children}</span> : <h3 className="x-heading">{children}</h3>;
}

interface TextProps extends Parent {
  variant?: 'bodytext' | 'microcopy';
  inline?: boolean;
  format?: { fontWeight?: string; italic?: boolean; lineDecoration?: string; textTransform?: string };
  truncate?: boolean | { maxWidth?: number; tooltipText?: string };
}

const DECORATIONS: Record<string, string> = { underline: 'underline', strikethrough: 'line-through' };
const WEIGHTS: Record<string, number> = { bold: 700, demibold: 600, regular: 400 };

export function Text({ variant = 'bodytext', inline, format = {}, truncate, children }: TextProps) {
  const limits = typeof truncate === 'object' ? truncate : {};
  const transform = format.textTransform === 'sentenceCase' ? undefined : format.textTransform;
  const style: CSSProperties = {
    fontWeight: format.fontWeight && WEIGHTS[format.fontWeight],
    fontStyle: format.italic ? 'italic' : undefined,
    textDecoration: format.lineDecoration && DECORATIONS[format.lineDecoration],
    textTransform: transform as CSSProperties['textTransform'],
    maxWidth: limits.maxWidth,
  };
  const className = classes('x-text', variant === 'microcopy' && 'x-microcopy', truncate && 'x-truncate');
  const plain = Children.toArray(children).filter((child) => typeof child === 'string').join('');
  const title = truncate ? (limits.tooltipText ?? (plain || undefined)) : undefined;
  const Tag = inline ? 'span' : 'div';
  return (
    <Tag className={className} style={style} title={title}>
      {children}
    </Tag>
  );
}

export type Href = string | { url: string; external?: boolean };

export interface LinkProps extends Parent, Pressed {
  href?: Href;
  variant?: string;
  preventDefault?: boolean;
}

/** The path inside this portal that an address of the account leads to; null for any other address. */
function insidePath(url: string): string | null {
  if (url.startsWith('/portal/') || url.startsWith('#')) return url;
  const record = /\/contacts\/\d+\/record\/(0-\d)\/(\d+)/.exec(url);
  const types: Record<string, string> = { '0-1': 'contacts', '0-2': 'companies', '0-3': 'deals', '0-5': 'tickets' };
  const type = record && types[record[1] ?? ''];
  if (!type) return null;
  const query = url.includes('?') ? url.slice(url.indexOf('?')) : '';
  return `/portal/${type}/${record[2]}${query}`;
}

export function Link({ href, variant = 'primary', onClick, preventDefault, overlay, children }: LinkProps) {
  const tools = useTools();
  const { press, holder } = usePress({ onClick, overlay });
  const portuguese = usePortuguese();
  const url = typeof href === 'object' ? href.url : (href ?? '');
  const inside = insidePath(url);
  const external = typeof href === 'object' ? href.external !== false && !inside : !inside && /^https?:/.test(url);
  return (
    <>
      <a
        className={classes('x-link', `x-link-${variant}`)}
        href={inside ?? (url || '#')}
        {...(external && { target: '_blank', rel: 'noopener noreferrer' })}
        onClick={(event) => {
          press(event);
          if (preventDefault || overlay || !url) return event.preventDefault();
          if (!inside || event.ctrlKey || event.metaKey || event.shiftKey) return;
          event.preventDefault();
          tools.navigate(inside);
        }}
      >
        {children}
        {external && <Icon name="externalLink" size="xs" screenReaderText={portuguese ? '(abre em outra aba)' : '(opens in a new tab)'} />}
      </a>
      {holder}
    </>
  );
}

interface ImageProps {
  src: string;
  alt?: string;
  width?: number;
  height?: number;
  href?: Href;
  onClick?: LinkProps['onClick'];
}

export function Image({ src, alt = '', width, height, href, onClick }: ImageProps) {
  const picture = <img className="x-image" src={src} alt={alt} width={width} height={height} />;
  if (!href && !onClick) return picture;
  return (
    <Link {...(href && { href })} {...(onClick && { onClick })}>
      {picture}
    </Link>
  );
}

export function List({ variant = 'unordered', children }: Parent & { variant?: string }) {
  const Tag = variant.startsWith('ordered') ? 'ol' : 'ul';
  return (
    <Tag className={classes('x-list', `x-list-${variant}`)}>
      {Children.map(children, (child) => (
        <li>{child}</li>
      ))}
    </Tag>
  );
}

interface ExpandableProps extends Parent {
  maxHeight?: number;
  expandButtonText?: string;
  collapseButtonText?: string;
}

export function ExpandableText({ children, maxHeight = 96, expandButtonText, collapseButtonText }: ExpandableProps) {
  const [open, setOpen] = useState(false);
  const portuguese = usePortuguese();
  const more = expandButtonText ?? (portuguese ? 'Mostrar mais' : 'Show more');
  const less = collapseButtonText ?? (portuguese ? 'Mostrar menos' : 'Show less');
  return (
    <div>
      <div className="x-expandable" style={{ maxHeight: open ? 'none' : maxHeight }}>
        {children}
      </div>
      <button type="button" className="x-button x-button-transparent x-button-sm" aria-expanded={open} onClick={() => setOpen(!open)}>
        {open ? less : more}
      </button>
    </div>
  );
}
