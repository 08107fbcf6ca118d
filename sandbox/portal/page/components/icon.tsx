import { classes, size as shortSize } from './class-names.ts';

/** Stroke paths on a 24 grid, drawn for this page. HubSpot has about 190 names; those not here show a ring. */
const PATHS: Record<string, string> = {
  add: 'M12 5v14M5 12h14',
  remove: 'M6 6l12 12M18 6L6 18',
  check: 'M5 12.5l4.5 4.5L19 7.5',
  success: 'M21 12a9 9 0 1 1-18 0a9 9 0 0 1 18 0M8 12.5l3 3l5-6',
  warning: 'M12 4L2.8 20h18.4zM12 10v4.5M12 17.3v.2',
  danger: 'M21 12a9 9 0 1 1-18 0a9 9 0 0 1 18 0M12 7.5v5.5M12 16v.2',
  info: 'M21 12a9 9 0 1 1-18 0a9 9 0 0 1 18 0M12 11v5.5M12 7.6v.2',
  question: 'M21 12a9 9 0 1 1-18 0a9 9 0 0 1 18 0M9.5 9.5a2.5 2.5 0 1 1 3.6 2.3c-.8.4-1.1.9-1.1 1.7M12 16.6v.2',
  left: 'M15 5l-7 7l7 7',
  right: 'M9 5l7 7l-7 7',
  upCarat: 'M5 15l7-7l7 7',
  downCarat: 'M5 9l7 7l7-7',
  first: 'M18 5l-7 7l7 7M7 5v14',
  last: 'M6 5l7 7l-7 7M17 5v14',
  search: 'M17 10.5a6.5 6.5 0 1 1-13 0a6.5 6.5 0 0 1 13 0M15.3 15.3L21 21',
  refresh: 'M20 11a8 8 0 0 0-14.3-4L3.5 9.5M3.5 4v5.5H9M4 13a8 8 0 0 0 14.3 4l2.2-2.5M20.5 20v-5.5H15',
  link: 'M10 14a4 4 0 0 0 6 .4l3-3a4 4 0 0 0-5.7-5.7l-1.6 1.6M14 10a4 4 0 0 0-6-.4l-3 3a4 4 0 0 0 5.7 5.7l1.6-1.6',
  externalLink: 'M14 4h6v6M20 4l-9 9M18 14v5H5V6h5',
  clock: 'M21 12a9 9 0 1 1-18 0a9 9 0 0 1 18 0M12 7v5l3.5 2',
  date: 'M4 6h16v14H4zM4 10.5h16M8.5 3.5V8M15.5 3.5V8',
  contact: 'M16 8a4 4 0 1 1-8 0a4 4 0 0 1 8 0M4 20.5c1-4 4.2-6 8-6s7 2 8 6',
  companies: 'M5 21V4h9v17M14 9h5v12M3 21h18M8 8h3M8 12h3M8 16h3',
  deals: 'M3 8h18v11H3zM9 8V5h6v3M3 13h18',
  tickets: 'M3 7h18v3.5a1.8 1.8 0 0 0 0 3.5v3.500H3V14a1.8 1.8 0 0 0 0-3.500zM14 7v10.5',
  email: 'M3 6h18v12.500H3zM3.5 6.500L12 13l8.5-6.5',
  comment: 'M4 5h16v11.500H12L7 20.500v-4H4z',
  home: 'M4 11l8-7l8 7v9h-5.500v-5.500h-5V20H4z',
  settings: 'M15 12a3 3 0 1 1-6 0a3 3 0 0 1 6 0M12 3v3M12 18v3M3 12h3M18 12h3M5.6 5.600l2.2 2.200M16.2 16.200l2.2 2.200M18.4 5.600l-2.2 2.200M7.8 16.200l-2.2 2.2',
  edit: 'M4 20l1-4.500L16 4.500l3.5 3.500L8.5 19zM13.5 7l3.5 3.5',
  delete: 'M5 7h14M9.5 7V4.500h5V7M7 7l1 13h8l1-13',
  download: 'M12 4v11M7.5 11l4.5 4.500L16.5 11M4.5 20h15',
  upload: 'M12 16V5M7.5 9L12 4.500L16.5 9M4.5 20h15',
  copy: 'M9 9h11v11H9zM5.5 15H4V4h11v1.5',
  lock: 'M5.5 11h13v9.500h-13zM8.5 11V8a3.5 3.5 0 0 1 7 0v3',
  gauge: 'M4 17a8.5 8.5 0 1 1 16 0M12 15l4-5',
  star: 'M12 3.500l2.6 5.500l6 .8l-4.4 4.200l1.1 6L12 17.100L6.7 20l1.1-6L3.4 9.800l6-.8z',
  faceHappy: 'M21 12a9 9 0 1 1-18 0a9 9 0 0 1 18 0M8.5 14c1.8 2.8 5.2 2.8 7 0M9 9.500v.2M15 9.500v.2',
  faceNeutral: 'M21 12a9 9 0 1 1-18 0a9 9 0 0 1 18 0M8.5 15h7M9 9.500v.2M15 9.500v.2',
  faceSad: 'M21 12a9 9 0 1 1-18 0a9 9 0 0 1 18 0M8.5 16c1.8-2.8 5.2-2.8 7 0M9 9.500v.2M15 9.500v.2',
  generateChart: 'M4 4v16h16M8 16l3.5-4.500l3 2.500L19 8',
  bulb: 'M9 17.500h6M10 20.500h4M8.5 14.500a5.8 5.8 0 1 1 7 0c-.5.5-.7 1.4-.7 3H9.200c0-1.6-.2-2.5-.7-3',
  notification: 'M6 16V11a6 6 0 0 1 12 0v5l1.5 2h-15zM10 20.500h4',
  globe: 'M21 12a9 9 0 1 1-18 0a9 9 0 0 1 18 0M3 12h18M12 3c3 2.7 3.5 6 3.5 9s-.5 6.3-3.5 9c-3-2.7-3.5-6-3.5-9s.5-6.3 3.5-9',
  ellipses: 'M6 12v.2M12 12v.2M18 12v.2',
  flask: 'M9.5 3.500h5M10.5 3.500v6L5 19a1.2 1.2 0 0 0 1 1.800h12a1.2 1.2 0 0 0 1-1.800l-5.5-9.500v-6M8 15h8',
  menu: 'M4 7h16M4 12h16M4 17h16',
  dataSync: 'M20 11a8 8 0 0 0-14.3-4L3.5 9.500M3.5 4v5.500H9M4 13a8 8 0 0 0 14.3 4l2.2-2.500M20.5 20v-5.500H15',
  circleHollow: 'M19 12a7 7 0 1 1-14 0a7 7 0 0 1 14 0',
};

const SAME: Record<string, string> = {
  contacts: 'contact',
  user: 'contact',
  users: 'contact',
  company: 'companies',
  ticket: 'tickets',
  time: 'clock',
  exclamation: 'danger',
  exclamationCircle: 'danger',
  checkCircle: 'success',
  error: 'danger',
  alert: 'warning',
  comments: 'comment',
  questionCircle: 'question',
  increase: 'upCarat',
  decrease: 'downCarat',
  favoriteHollow: 'star',
  reports: 'generateChart',
  locked: 'lock',
  xCircle: 'danger',
  caretDown: 'downCarat',
  caretUp: 'upCarat',
};

interface IconProps {
  name: string;
  size?: string;
  color?: string;
  screenReaderText?: string;
}

export function Icon({ name, size, color = 'inherit', screenReaderText }: IconProps) {
  const path = PATHS[name] ?? PATHS[SAME[name] ?? ''] ?? PATHS.circleHollow;
  const className = classes('x-icon', `x-icon-${shortSize(size, 'sm')}`, `x-icon-${color}`);
  const label = screenReaderText ? { role: 'img', 'aria-label': screenReaderText } : { 'aria-hidden': true as const };
  return (
    <svg className={className} viewBox="0 0 24 24" focusable="false" {...label}>
      <path d={path} fill="none" stroke="currentColor" strokeWidth="1.9" strokeLinecap="round" strokeLinejoin="round" />
    </svg>
  );
}
