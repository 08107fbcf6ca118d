import { Icon } from '../components/icon.tsx';
import { usePortal, type Toast } from './portal-context.ts';

const ICONS: Record<string, string> = { success: 'success', warning: 'warning', danger: 'danger', error: 'danger', tip: 'bulb' };

/** Messages that go away; screen readers hear them. */
export function Toasts({ toasts, drop }: { toasts: Toast[]; drop: (id: number) => void }) {
  const { words } = usePortal();
  return (
    <div className="p-toasts" role="status" aria-live="polite">
      {toasts.map((toast) => (
        <div key={toast.id} className={`p-toast x-alert-${toast.type}`}>
          <Icon name={ICONS[toast.type] ?? 'info'} size="md" />
          <div className="x-alert-text">
            {toast.title && <div className="x-alert-title">{toast.title}</div>}
            {toast.message}
          </div>
          <button type="button" className="x-icon-button" aria-label={words.close} onClick={() => drop(toast.id)}>
            <Icon name="remove" size="xs" />
          </button>
        </div>
      ))}
    </div>
  );
}
