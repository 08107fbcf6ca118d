import { useContext, useEffect, useId, useRef, useState, type ReactNode } from 'react';
import { createPortal } from 'react-dom';
import { usePortuguese, useTools } from '../host/tools.ts';
import { classes, size } from './class-names.ts';
import { Icon } from './icon.tsx';
import { OverlaySlotContext } from './overlay-slot.tsx';

interface OverlayProps {
  id: string;
  title?: string;
  width?: string;
  variant?: string;
  'aria-label'?: string;
  onOpen?: () => void;
  onClose?: () => void;
  children?: ReactNode;
}

const FOCUSABLE = 'a[href], button:not(:disabled), input:not(:disabled), select, textarea, [tabindex]:not([tabindex="-1"])';

/** Keeps Tab inside the dialog and gives the focus back to where it came from. */
function useFocusTrap(shown: boolean, close: () => void) {
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (!shown) return;
    const before = document.activeElement as HTMLElement | null;
    box.current?.focus();
    return () => before?.focus();
  }, [shown]);

  function onKeyDown(event: React.KeyboardEvent): void {
    if (event.key === 'Escape') {
      event.stopPropagation();
      return close();
    }
    if (event.key !== 'Tab' || !box.current) return;
    const stops = [...box.current.querySelectorAll<HTMLElement>(FOCUSABLE)];
    const first = stops[0];
    const last = stops.at(-1);
    if (!first || !last) return event.preventDefault();
    const leavesAtStart = event.shiftKey && (document.activeElement === first || document.activeElement === box.current);
    if (!leavesAtStart && (event.shiftKey || document.activeElement !== last)) return;
    event.preventDefault();
    (event.shiftKey ? last : first).focus();
  }
  return { box, onKeyDown };
}

/** A dialog of the page: dimmed background, focus inside, Escape closes. */
export function Dialog({ kind, shown, title, label, width, close, children }: {
  kind: 'panel' | 'modal';
  shown: boolean;
  title: string | undefined;
  label?: string | undefined;
  width?: string | undefined;
  close: () => void;
  children?: ReactNode;
}) {
  const titleId = useId();
  const { box, onKeyDown } = useFocusTrap(shown, close);
  const closeLabel = usePortuguese() ? 'Fechar' : 'Close';
  if (!shown) return null;
  return createPortal(
    <div className={classes('x-overlay', `x-overlay-${kind}`)} onMouseDown={(event) => event.target === event.currentTarget && close()}>
      <div
        ref={box}
        className={classes(`x-${kind}`, `x-${kind}-${size(width, 'sm')}`)}
        role="dialog"
        aria-modal="true"
        tabIndex={-1}
        {...(title ? { 'aria-labelledby': titleId } : { 'aria-label': label })}
        onKeyDown={onKeyDown}
      >
        <div className="x-overlay-head">
          <h2 id={titleId}>{title}</h2>
          <button type="button" className="x-icon-button" aria-label={closeLabel} onClick={close}>
            <Icon name="remove" />
          </button>
        </div>
        {children}
      </div>
    </div>,
    document.body,
  );
}

function ExtensionOverlay({ kind, ...props }: OverlayProps & { kind: 'panel' | 'modal' }) {
  const slot = useContext(OverlaySlotContext);
  const { overlays } = useTools();
  const [own, setOwn] = useState(false);
  const shown = slot?.shown ?? own;
  const wasShown = useRef(false);

  useEffect(() => {
    const set = (open: boolean): void => {
      if (!slot) return setOwn(open);
      if (open) slot.show();
      else slot.hide();
    };
    return overlays.register(props.id, set);
  }, [overlays, props.id, slot]);

  useEffect(() => {
    if (shown && !wasShown.current) props.onOpen?.();
    if (!shown && wasShown.current) props.onClose?.();
    wasShown.current = shown;
  });

  return (
    <Dialog kind={kind} shown={shown} title={props.title} label={props['aria-label']} width={props.width} close={() => overlays.close(props.id)}>
      {props.children}
    </Dialog>
  );
}

export function Panel(props: OverlayProps) {
  return <ExtensionOverlay kind="panel" {...props} />;
}

export function Modal(props: OverlayProps) {
  return <ExtensionOverlay kind="modal" {...props} />;
}

export function OverlayBody({ children }: { children?: ReactNode }) {
  return <div className="x-overlay-body">{children}</div>;
}

export function OverlayFooter({ children }: { children?: ReactNode }) {
  return <div className="x-overlay-foot">{children}</div>;
}

export function PanelSection({ flush, children }: { flush?: boolean; children?: ReactNode }) {
  return <div className={classes('x-panel-section', flush && 'x-panel-section-flush')}>{children}</div>;
}
