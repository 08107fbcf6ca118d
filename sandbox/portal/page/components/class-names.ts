/** Joins the class names that are set. */
export function classes(...names: (string | false | null | undefined)[]): string {
  return names.filter(Boolean).join(' ');
}

const SIZES: Record<string, string> = {
  'extra-small': 'xs',
  small: 'sm',
  medium: 'md',
  large: 'lg',
  'extra-large': 'xl',
};

/** HubSpot's sizes have a long and a short name; this gives the short one. */
export function size(name: string | undefined, otherwise = 'md'): string {
  return name ? (SIZES[name] ?? name) : otherwise;
}
