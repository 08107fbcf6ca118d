import { useEffect, useId, useRef, useState, type ReactNode } from 'react';
import { useTools } from '../host/tools.ts';
import { classes, size as shortSize } from './class-names.ts';
import { Icon } from './icon.tsx';
import { type Pressed, usePress } from './overlay-slot.tsx';
import type { Href } from './text.tsx';

export interface ButtonProps extends Pressed {
  variant?: string;
  size?: string;
  type?: 'button' | 'reset' | 'submit';
  disabled?: boolean;
  truncate?: boolean;
  href?: Href;
  children?: ReactNode;
  busy?: boolean;
}

export function Button({ variant = 'secondary', size, type = 'button', disabled, truncate, href, onClick, overlay, children, busy }: ButtonProps) {
  const { navigate } = useTools();
  const { press, holder } = usePress({ onClick, overlay });

  function follow(event: React.MouseEvent): void {
    press(event);
    const url = typeof href === 'object' ? href.url : href;
    if (!url) return;
    if (url.startsWith('/portal/')) return navigate(url);
    window.open(url, '_blank', 'noopener');
  }
  const className = classes('x-button', `x-button-${variant}`, `x-button-${shortSize(size, 'md')}`, truncate && 'x-truncate');
  return (
    <>
      <button type={type} className={className} disabled={disabled} aria-busy={busy || undefined} onClick={follow}>
        {children}
      </button>
      {holder}
    </>
  );
}

export function LoadingButton({ loading, children, ...rest }: ButtonProps & { loading?: boolean }) {
  return (
    <Button {...rest} busy={Boolean(loading)} disabled={Boolean(rest.disabled || loading)}>
      {loading && <span className="x-spinner x-spinner-xs" aria-hidden="true" />}
      {children}
    </Button>
  );
}

export function ButtonRow({ children }: { children?: ReactNode }) {
  return <div className="x-button-row">{children}</div>;
}

interface DropdownProps {
  options?: { label: string; onClick?: () => void }[];
  variant?: string;
  buttonText?: string;
  buttonSize?: string;
  disabled?: boolean;
  children?: ReactNode;
}

export function Dropdown({ options = [], variant = 'primary', buttonText, buttonSize, disabled, children }: DropdownProps) {
  const [open, setOpen] = useState(false);
  const box = useRef<HTMLDivElement>(null);
  const menuId = useId();

  useEffect(() => {
    if (!open) return;
    box.current?.querySelector<HTMLElement>('[role=menuitem]')?.focus();
    const away = (event: MouseEvent): void => {
      if (!box.current?.contains(event.target as Node)) setOpen(false);
    };
    document.addEventListener('mousedown', away);
    return () => document.removeEventListener('mousedown', away);
  }, [open]);

  function onKeyDown(event: React.KeyboardEvent): void {
    if (event.key === 'Escape') setOpen(false);
    if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return;
    event.preventDefault();
    const items = [...(box.current?.querySelectorAll<HTMLElement>('[role=menuitem]') ?? [])];
    const step = event.key === 'ArrowDown' ? 1 : -1;
    const at = items.indexOf(document.activeElement as HTMLElement);
    items[(at + step + items.length) % items.length]?.focus();
  }

  return (
    <div className="x-dropdown" ref={box} onKeyDown={onKeyDown}>
      <button
        type="button"
        className={classes('x-button', `x-button-${variant}`, `x-button-${shortSize(buttonSize, 'md')}`)}
        disabled={disabled}
        aria-haspopup="menu"
        aria-expanded={open}
        aria-controls={menuId}
        onClick={() => setOpen(!open)}
      >
        {buttonText ?? '…'} <Icon name="downCarat" size="xs" />
      </button>
      <div id={menuId} role="menu" className="x-menu" hidden={!open} onClick={() => setOpen(false)}>
        {options.map((option) => (
          <button key={option.label} type="button" role="menuitem" className="x-menu-item" onClick={() => option.onClick?.()}>
            {option.label}
          </button>
        ))}
        {children}
      </div>
    </div>
  );
}

export function DropdownButtonItem({ children, ...pressed }: Pressed & { children?: ReactNode }) {
  const { press, holder } = usePress(pressed);
  return (
    <>
      <button type="button" role="menuitem" className="x-menu-item" onClick={press}>
        {children}
      </button>
      {holder}
    </>
  );
}
