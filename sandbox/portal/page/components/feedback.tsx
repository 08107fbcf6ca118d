import { useId, type ReactNode } from 'react';
import { usePortuguese } from '../host/tools.ts';
import { classes, size as shortSize } from './class-names.ts';
import { Icon } from './icon.tsx';
import { Illustration } from './illustration.tsx';

interface Parent {
  children?: ReactNode;
}

const ALERT_ICONS: Record<string, string> = { success: 'success', warning: 'warning', danger: 'danger', error: 'danger', tip: 'bulb', info: 'info' };

export function Alert({ title, variant = 'info', children }: Parent & { title?: string; variant?: string }) {
  return (
    <div className={classes('x-alert', `x-alert-${variant}`)} role={variant === 'danger' || variant === 'error' ? 'alert' : 'status'}>
      <Icon name={ALERT_ICONS[variant] ?? 'info'} size="md" />
      <div className="x-alert-text">
        {title && <div className="x-alert-title">{title}</div>}
        {children && <div>{children}</div>}
      </div>
    </div>
  );
}

interface SpinnerProps {
  label?: string;
  showLabel?: boolean;
  size?: string;
  layout?: string;
}

export function LoadingSpinner({ label, showLabel, size, layout }: SpinnerProps) {
  return (
    <div className={classes('x-loading', layout === 'centered' && 'x-loading-centered')} role="status">
      <span className={classes('x-spinner', `x-spinner-${shortSize(size, 'sm')}`)} aria-hidden="true" />
      <span className={showLabel ? 'x-text' : 'x-hidden'}>{label}</span>
    </div>
  );
}

interface ProgressProps {
  title?: string;
  'aria-label'?: string;
  showPercentage?: boolean;
  value?: number;
  maxValue?: number;
  valueMax?: number;
  valueDescription?: string;
  variant?: string;
}

export function ProgressBar(props: ProgressProps) {
  const { title, value = 0, valueDescription, showPercentage, variant = 'success' } = props;
  const max = props.maxValue ?? props.valueMax ?? 100;
  const share = max > 0 ? Math.min(1, Math.max(0, value / max)) : 0;
  const titleId = useId();
  const name = title ? { 'aria-labelledby': titleId } : { 'aria-label': props['aria-label'] ?? valueDescription };
  return (
    <div className="x-progress">
      {(title ?? valueDescription ?? showPercentage) && (
        <div className="x-progress-head">
          <span id={titleId}>{title}</span>
          <span className="x-microcopy">{valueDescription ?? (showPercentage ? `${Math.round(share * 100)}%` : '')}</span>
        </div>
      )}
      <div className="x-progress-track" role="progressbar" aria-valuemin={0} aria-valuemax={max} aria-valuenow={value} aria-valuetext={valueDescription} {...name}>
        <div className={classes('x-progress-fill', `x-progress-${variant}`)} style={{ width: `${share * 100}%` }} />
      </div>
    </div>
  );
}

interface EmptyProps extends Parent {
  title?: string;
  layout?: string;
  flush?: boolean;
  reverseOrder?: boolean;
  imageName?: string;
  imageWidth?: number;
}

export function EmptyState({ title, layout = 'horizontal', flush, reverseOrder, imageName, imageWidth, children }: EmptyProps) {
  const portuguese = usePortuguese();
  return (
    <div className={classes('x-empty', `x-empty-${layout}`, flush && 'x-empty-flush', reverseOrder && 'x-empty-reverse')}>
      <div className="x-empty-text">
        <h3 className="x-heading">{title ?? (portuguese ? 'Nada por aqui' : 'Nothing here yet')}</h3>
        <div>{children}</div>
      </div>
      <Illustration name={imageName ?? 'emptyStateCharts'} alt="" width={imageWidth ?? 132} />
    </div>
  );
}

export function ErrorState({ title, type = 'error', children }: Parent & { title?: string; type?: string }) {
  const portuguese = usePortuguese();
  return (
    <div className="x-empty x-empty-vertical" role="alert">
      <Illustration name={type === 'lock' ? 'lock' : 'errorGeneral'} alt="" width={116} />
      <div className="x-empty-text">
        <h3 className="x-heading">{title ?? (portuguese ? 'Algo deu errado' : 'Something went wrong')}</h3>
        <div>{children}</div>
      </div>
    </div>
  );
}

interface StepProps {
  stepNames?: string[];
  currentStep?: number;
  direction?: string;
  variant?: string;
  onClick?: (index: number) => void;
}

export function StepIndicator({ stepNames = [], currentStep = 0, direction = 'horizontal', onClick }: StepProps) {
  return (
    <ol className={classes('x-steps', `x-steps-${direction}`)}>
      {stepNames.map((name, index) => (
        <li
          key={name}
          className={classes('x-step', index < currentStep && 'x-step-done', index === currentStep && 'x-step-now')}
          aria-current={index === currentStep ? 'step' : undefined}
        >
          <button type="button" disabled={!onClick} onClick={() => onClick?.(index)}>
            <span className="x-step-mark">{index < currentStep ? <Icon name="check" size="xs" /> : index + 1}</span>
            <span>{name}</span>
          </button>
        </li>
      ))}
    </ol>
  );
}

export function Tooltip({ children }: Parent) {
  return (
    <span className="x-tooltip" tabIndex={0}>
      <Icon name="info" size="xs" screenReaderText="?" />
      <span role="tooltip" className="x-tooltip-text">
        {children}
      </span>
    </span>
  );
}
