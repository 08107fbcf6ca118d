import type { ReactNode } from 'react';
import { usePortuguese } from '../host/tools.ts';
import { classes } from './class-names.ts';
import { Icon } from './icon.tsx';
import { type Pressed, usePress } from './overlay-slot.tsx';

interface TagProps extends Pressed {
  variant?: string;
  children?: ReactNode;
}

export function Tag({ variant = 'default', onClick, overlay, children }: TagProps) {
  const { press, holder } = usePress({ onClick, overlay });
  const className = classes('x-tag', `x-tag-${variant}`);
  if (!onClick && !overlay) return <span className={className}>{children}</span>;
  return (
    <>
      <button type="button" className={className} onClick={press}>
        {children}
      </button>
      {holder}
    </>
  );
}

interface StatusTagProps {
  variant?: string;
  hollow?: boolean;
  onClick?: () => void;
  showRemoveIcon?: boolean;
  onRemoveClick?: () => void;
  children?: ReactNode;
}

export function StatusTag({ variant = 'default', hollow, onClick, showRemoveIcon, onRemoveClick, children }: StatusTagProps) {
  const remove = usePortuguese() ? 'Remover' : 'Remove';
  const inner = (
    <>
      <span className={classes('x-dot', hollow && 'x-dot-hollow')} aria-hidden="true" />
      {children}
    </>
  );
  return (
    <span className={classes('x-status', `x-status-${variant}`)}>
      {onClick ? (
        <button type="button" className="x-status-button" onClick={() => onClick()}>
          {inner}
        </button>
      ) : (
        inner
      )}
      {showRemoveIcon && (
        <button type="button" className="x-status-button" aria-label={remove} onClick={() => onRemoveClick?.()}>
          <Icon name="remove" size="xs" />
        </button>
      )}
    </span>
  );
}
