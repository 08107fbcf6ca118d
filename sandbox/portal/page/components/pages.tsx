import type { ReactNode } from 'react';
import { useTools } from '../host/tools.ts';
import { Button, type ButtonProps } from './buttons.tsx';

interface Parent {
  children?: ReactNode;
}

export function HeaderActions({ children }: Parent) {
  return <div className="x-header-actions">{children}</div>;
}

export function PrimaryHeaderActionButton(props: ButtonProps) {
  return <Button {...props} variant="primary" />;
}

export function SecondaryHeaderActionButton(props: ButtonProps) {
  return <Button {...props} variant="secondary" />;
}

export function PageTitle({ children }: Parent) {
  return <h1 className="x-page-title">{children}</h1>;
}

export function PageHeader({ children }: Parent) {
  return <div className="x-page-header">{children}</div>;
}

export function PageBreadcrumbs({ children }: Parent) {
  return <nav className="x-breadcrumbs">{children}</nav>;
}

export function PageBreadcrumbsCurrent({ children }: Parent) {
  return <span aria-current="page">{children}</span>;
}

/** Where the portal shows the app's own pages. */
const APP_PAGES = '/portal/home';

/** The address of a page of the app: `:name` parts of `to` are filled from params, the rest becomes the query. */
export function pagePath(to: string, params: Record<string, string> = {}): string {
  const used = new Set<string>();
  const path = to.replace(/:([A-Za-z0-9_]+)/g, (whole, name: string) => {
    used.add(name);
    return params[name] === undefined ? whole : encodeURIComponent(params[name]);
  });
  const rest = new URLSearchParams(Object.entries(params).filter(([name]) => !used.has(name))).toString();
  const address = `${APP_PAGES}${path.replace(/\/$/, '')}`;
  return rest ? `${address}?${rest}` : address;
}

export function PageLink({ to, params, children }: Parent & { to: string; params?: Record<string, string> }) {
  const { navigate } = useTools();
  const path = pagePath(to, params);
  return (
    <a
      className="x-link"
      href={path}
      onClick={(event) => {
        event.preventDefault();
        navigate(path);
      }}
    >
      {children}
    </a>
  );
}
