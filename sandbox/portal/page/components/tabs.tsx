import { createContext, useContext, useEffect, useId, useMemo, useRef, useState, type ReactNode } from 'react';
import { createPortal } from 'react-dom';
import { classes, size as shortSize } from './class-names.ts';
import { Icon } from './icon.tsx';

type TabId = string | number;
interface TabGroup {
  selected: TabId | undefined;
  select(id: TabId): void;
  adopt(id: TabId): void;
  bar: HTMLElement | null;
  name: string;
}
interface TabsProps {
  selected?: TabId;
  defaultSelected?: TabId;
  onSelectedChange?: (id: TabId) => void;
  variant?: string;
  fill?: boolean;
  children?: ReactNode;
}
const Group = createContext<TabGroup | null>(null);

/** Children are wrappers of the remote tree, so each Tab draws its own button into the bar. */
export function Tabs({ selected, defaultSelected, onSelectedChange, variant = 'default', fill, children }: TabsProps) {
  const [own, setOwn] = useState<TabId | undefined>(defaultSelected);
  const [bar, setBar] = useState<HTMLElement | null>(null);
  const name = useId();
  const now = selected ?? own;
  const changed = useRef(onSelectedChange);
  changed.current = onSelectedChange;
  const group = useMemo<TabGroup>(
    () => ({
      selected: now,
      bar,
      name,
      select(id) {
        setOwn(id);
        changed.current?.(id);
      },
      adopt: (id) => setOwn((before) => before ?? id),
    }),
    [now, bar, name],
  );

  function onKeyDown(event: React.KeyboardEvent<HTMLDivElement>): void {
    if (event.key !== 'ArrowRight' && event.key !== 'ArrowLeft') return;
    if (!bar?.contains(event.target as Node)) return;
    const stops = [...bar.querySelectorAll<HTMLButtonElement>('[role=tab]:not(:disabled)')];
    const at = stops.indexOf(document.activeElement as HTMLButtonElement);
    const next = stops[(at + (event.key === 'ArrowRight' ? 1 : -1) + stops.length) % stops.length];
    next?.focus();
    next?.click();
  }

  return (
    <Group.Provider value={group}>
      {/* The buttons are drawn into the bar from their tabs: their events come up through those, not through the bar. */}
      <div className={classes('x-tabs', `x-tabs-${variant}`, fill && 'x-tabs-fill')} onKeyDown={onKeyDown}>
        <div className="x-tab-bar" role="tablist" ref={setBar} />
        {children}
      </div>
    </Group.Provider>
  );
}

interface TabProps {
  tabId?: TabId;
  title?: string;
  disabled?: boolean;
  tooltip?: string;
  children?: ReactNode;
}

export function Tab({ tabId, title, disabled, tooltip, children }: TabProps) {
  const group = useContext(Group);
  const fallback = useId();
  const id = tabId ?? fallback;
  const adopt = group?.adopt;
  useEffect(() => {
    if (!disabled) adopt?.(id);
  }, [adopt, disabled, id]);
  if (!group?.bar) return null;
  const on = group.selected === id;
  const panelId = `${group.name}-${id}`;
  return (
    <>
      {createPortal(
        <button
          type="button"
          role="tab"
          id={`${panelId}-tab`}
          className={classes('x-tab', on && 'x-tab-on')}
          aria-selected={on}
          aria-controls={panelId}
          tabIndex={on ? 0 : -1}
          disabled={disabled}
          title={tooltip}
          onClick={() => group.select(id)}
        >
          {title}
        </button>,
        group.bar,
      )}
      {on && (
        <div role="tabpanel" id={panelId} aria-labelledby={`${panelId}-tab`} className="x-tab-panel">
          {children}
        </div>
      )}
    </>
  );
}

interface AccordionProps {
  title?: string;
  open?: boolean;
  defaultOpen?: boolean;
  disabled?: boolean;
  size?: string;
  onClick?: () => void;
  children?: ReactNode;
}

export function Accordion({ title, open, defaultOpen = false, disabled, size, onClick, children }: AccordionProps) {
  const [own, setOwn] = useState(defaultOpen);
  const bodyId = useId();
  const shown = open ?? own;
  return (
    <div className={classes('x-accordion', `x-accordion-${shortSize(size, 'sm')}`)}>
      <button
        type="button"
        className="x-accordion-head"
        disabled={disabled}
        aria-expanded={shown}
        aria-controls={bodyId}
        onClick={() => {
          setOwn(!shown);
          onClick?.();
        }}
      >
        <Icon name={shown ? 'downCarat' : 'right'} size="xs" />
        {title}
      </button>
      <div id={bodyId} className="x-accordion-body" hidden={!shown}>
        {children}
      </div>
    </div>
  );
}
