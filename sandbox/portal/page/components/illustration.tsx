import { classes } from './class-names.ts';

type Family = 'chart' | 'lock' | 'error' | 'people' | 'paper';

const FAMILIES: [RegExp, Family][] = [
  [/lock/i, 'lock'],
  [/error|cone|missed/i, 'error'],
  [/compan|contact|customer|social|lead|object/i, 'people'],
  [/chart|report|target|goal|idea|vote/i, 'chart'],
];

function familyOf(name: string): Family {
  return FAMILIES.find(([pattern]) => pattern.test(name))?.[1] ?? 'paper';
}

function Drawing({ family }: { family: Family }) {
  if (family === 'chart')
    return (
      <>
        <rect x="34" y="62" width="14" height="24" rx="3" className="i-soft" />
        <rect x="56" y="48" width="14" height="38" rx="3" className="i-mid" />
        <rect x="78" y="56" width="14" height="30" rx="3" className="i-soft" />
        <path d="M30 44c14 4 22-14 34-8s16-6 30-10" className="i-line" />
        <circle cx="94" cy="26" r="4" className="i-accent" />
      </>
    );
  if (family === 'lock')
    return (
      <>
        <path d="M49 52V40a13 13 0 0 1 26 0v12" className="i-line" />
        <rect x="40" y="50" width="44" height="36" rx="6" className="i-mid" />
        <circle cx="62" cy="66" r="5" className="i-accent" />
        <rect x="60" y="68" width="4" height="9" rx="2" className="i-accent" />
      </>
    );
  if (family === 'error')
    return (
      <>
        <path d="M62 26L98 86H26z" className="i-mid" />
        <rect x="59.5" y="46" width="5" height="20" rx="2.5" className="i-accent" />
        <circle cx="62" cy="74" r="3.5" className="i-accent" />
      </>
    );
  if (family === 'people')
    return (
      <>
        <circle cx="46" cy="46" r="10" className="i-mid" />
        <path d="M28 84c1-16 8-23 18-23s17 7 18 23z" className="i-mid" />
        <circle cx="80" cy="50" r="8" className="i-soft" />
        <path d="M66 84c1-13 6-19 14-19s13 6 14 19z" className="i-soft" />
        <circle cx="96" cy="30" r="4" className="i-accent" />
      </>
    );
  return (
    <>
      <rect x="36" y="26" width="46" height="60" rx="6" className="i-mid" />
      <path d="M46 42h26M46 54h26M46 66h16" className="i-white" />
      <circle cx="88" cy="76" r="11" className="i-accent" />
      <path d="M83 76l4 4l6-7" className="i-white" />
    </>
  );
}

export function Illustration({ name, alt, width = 132, height }: { name: string; alt?: string; width?: number; height?: number }) {
  const label = alt ? { role: 'img', 'aria-label': alt } : { 'aria-hidden': true as const };
  return (
    <svg className={classes('x-illustration')} viewBox="0 0 124 104" width={width} height={height ?? (width * 104) / 124} {...label}>
      <ellipse cx="62" cy="58" rx="56" ry="42" className="i-back" />
      <Drawing family={familyOf(name)} />
    </svg>
  );
}
