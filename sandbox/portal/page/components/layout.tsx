import type { CSSProperties, ReactNode } from 'react';
import { classes, size } from './class-names.ts';

interface Parent {
  children?: ReactNode;
}
interface FlexProps extends Parent {
  direction?: 'row' | 'column';
  gap?: string;
  justify?: string;
  align?: string;
  alignSelf?: string;
  wrap?: boolean | 'wrap' | 'nowrap';
}

const PLACES: Record<string, string> = { start: 'flex-start', end: 'flex-end', between: 'space-between', around: 'space-around' };

function place(name: string | undefined): string | undefined {
  return name && (PLACES[name] ?? name);
}

function gapOf(name: string | undefined, otherwise: string): string {
  return `var(--gap-${size(name, otherwise)})`;
}

export function Flex({ direction = 'row', gap, justify, align, alignSelf, wrap, children }: FlexProps) {
  const style: CSSProperties = {
    flexDirection: direction,
    gap: gapOf(gap, 'flush'),
    justifyContent: place(justify),
    alignItems: place(align),
    alignSelf: place(alignSelf),
    flexWrap: wrap === true || wrap === 'wrap' ? 'wrap' : 'nowrap',
  };
  return (
    <div className={classes('x-flex', direction === 'column' && align === undefined && 'x-column')} style={style}>
      {children}
    </div>
  );
}

export function Box({ flex, alignSelf, children }: Parent & { flex?: string | number; alignSelf?: string }) {
  return (
    <div className="x-box" style={{ flex: flex ?? 'initial', alignSelf: place(alignSelf) }}>
      {children}
    </div>
  );
}

interface StackProps extends Parent {
  distance?: string;
  direction?: 'row' | 'column';
  justify?: string;
  align?: string;
  width?: string;
}

export function Stack({ distance, direction = 'column', justify, align, width, children }: StackProps) {
  const style = {
    flexDirection: direction,
    gap: gapOf(distance, 'sm'),
    justifyContent: place(justify),
    alignItems: place(align),
    width,
  };
  return (
    <div className="x-flex" style={style}>
      {children}
    </div>
  );
}

export function Inline({ gap, justify, align = 'center', children }: Parent & { gap?: string; justify?: string; align?: string }) {
  const style: CSSProperties = { gap: gapOf(gap, 'sm'), justifyContent: place(justify), alignItems: place(align), flexWrap: 'wrap' };
  return (
    <div className="x-flex" style={style}>
      {children}
    </div>
  );
}

export function AutoGrid({ columnWidth, gap, flexible, children }: Parent & { columnWidth: number; gap?: string; flexible?: boolean }) {
  const column = `minmax(min(100%, ${columnWidth}px), ${flexible ? '1fr' : `${columnWidth}px`})`;
  return (
    <div className="x-grid" style={{ gridTemplateColumns: `repeat(auto-fit, ${column})`, gap: gapOf(gap, 'flush') }}>
      {children}
    </div>
  );
}

export function Center({ children }: Parent) {
  return <div className="x-center">{children}</div>;
}

export function Tile({ compact, flush, children }: Parent & { compact?: boolean; flush?: boolean }) {
  return <div className={classes('x-tile', compact && 'x-tile-compact', flush && 'x-tile-flush')}>{children}</div>;
}

export function Card({ children }: Parent) {
  return <div className="x-tile">{children}</div>;
}

export function Divider({ distance, size: thickness }: { distance?: string; size?: string }) {
  return <hr className={classes('x-divider', `x-divider-${size(thickness, 'sm')}`)} style={{ marginBlock: gapOf(distance, 'flush') }} />;
}

export function Spacer({ size: height }: { size?: string }) {
  return <div aria-hidden="true" style={{ height: gapOf(height, 'sm') }} />;
}
