/** What a message is about; its text is made from it when it is sent. */
export type About =
  /** An answer whose case was opened, or whose class has changed; a case whose time runs out. */
  | { kind: 'case'; caseId: string; what: 'opened' | 'changed' | 'warned' | 'breached' | 'escalated' }
  | { kind: 'bulletin'; issueId: string }
  | { kind: 'channel-disabled'; channelId: string }
  | { kind: 'test' };
