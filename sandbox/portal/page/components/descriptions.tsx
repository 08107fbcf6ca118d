import type { ReactNode } from 'react';
import { classes } from './class-names.ts';

interface Parent {
  children?: ReactNode;
}

export function DescriptionList({ direction = 'column', children }: Parent & { direction?: 'row' | 'column' }) {
  return <dl className={classes('x-descriptions', `x-descriptions-${direction}`)}>{children}</dl>;
}

export function DescriptionListItem({ label, children }: Parent & { label: string }) {
  return (
    <div className="x-description">
      <dt>{label}</dt>
      <dd>{children}</dd>
    </div>
  );
}

/** `itemLeft` and `itemRight` arrive as elements. */
export function MediaObject({ itemLeft, itemRight, align = 'center', children }: Parent & { itemLeft?: ReactNode; itemRight?: ReactNode; align?: string }) {
  return (
    <div className="x-media" style={{ alignItems: align }}>
      {itemLeft}
      <div className="x-media-body">{children}</div>
      {itemRight}
    </div>
  );
}

const HEIGHTS: Record<string, number> = { xs: 200, 'extra-small': 200, sm: 300, small: 300, md: 420, medium: 420, lg: 600, large: 600 };

export function Iframe({ src, height = 'md' }: { src: string; height?: string }) {
  return <iframe className="x-iframe" src={src} title={src} height={HEIGHTS[height] ?? 420} sandbox="allow-scripts allow-forms allow-popups" />;
}
