// The part we use of a package without types; it comes with HubSpot's CLI.
declare module 'unzipper' {
  export const Open: {
    file(path: string): Promise<{
      files: { path: string; type: 'File' | 'Directory' }[];
      extract(options: { path: string }): Promise<void>;
    }>;
  };
}
