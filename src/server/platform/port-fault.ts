import { StartFault } from './errors.ts';

/** Why a port could not be opened, with the cure. @param asked the address, and the variable that names its port. */
export function portFault(error: NodeJS.ErrnoException, { host, port, variable }: { host: string; port: number; variable: string }): Error {
  if (error.code === 'EADDRINUSE') return new StartFault(`Port ${port} on ${host} is in use.`, `Stop the other program, or set ${variable} to a free one.`);
  if (error.code === 'EACCES') return new StartFault(`Port ${port} may not be opened by this user.`, `Set ${variable} to 1024 or above.`);
  if (error.code === 'EADDRNOTAVAIL' || error.code === 'ENOTFOUND') return new StartFault(`This machine has no address ${host}.`, 'Set HOST to one of its addresses, or 127.0.0.1.');
  return error;
}
