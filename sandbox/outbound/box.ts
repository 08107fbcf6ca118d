import type { ReadMail } from './mime.ts';

/** Older ones go. */
const KEPT = 200;

export interface ArrivedMail extends ReadMail {
  id: string;
  at: string;
  /** Whom the server was told to give it to. */
  recipient: string;
}

/** What was posted to a host on the internet, which the sandbox answers in its place. */
export interface ArrivedPost {
  id: string;
  at: string;
  kind: 'slack' | 'telegram' | 'webhook';
  host: string;
  path: string;
  headers: Record<string, string>;
  body: string;
  /** What it was answered. */
  status: number;
}

export interface Box {
  addMail(mail: Omit<ArrivedMail, 'id' | 'at'>): void;
  addPost(post: Omit<ArrivedPost, 'id' | 'at'>): void;
  /** Newest first. */
  mails(): ArrivedMail[];
  posts(): ArrivedPost[];
  clear(): void;
}

/** Keeps the last 200 mails and the last 200 posts. */
export function createBox(now: () => Date): Box {
  let mails: ArrivedMail[] = [];
  let posts: ArrivedPost[] = [];
  let count = 0;
  const stamp = () => ({ id: String(++count), at: now().toISOString() });
  return {
    addMail: (mail) => void (mails = [{ ...mail, ...stamp() }, ...mails].slice(0, KEPT)),
    addPost: (post) => void (posts = [{ ...post, ...stamp() }, ...posts].slice(0, KEPT)),
    mails: () => mails,
    posts: () => posts,
    clear() {
      mails = [];
      posts = [];
    },
  };
}
