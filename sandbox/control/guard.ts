import type { RequestHandler } from 'express';

const loopback = /^(localhost|127\.0\.0\.1|\[::1\])(:\d+)?$/;

/**
 * Keeps other pages in the user's browser away from the control: no foreign Origin, and on loopback no foreign
 * Host (a rebound DNS name). Scripts send neither.
 */
export const guardControl: RequestHandler = (req, res, next) => {
  const host = req.header('host') ?? '';
  const origin = req.header('origin');
  const local = req.socket.localAddress === '127.0.0.1' || req.socket.localAddress === '::1';
  const foreignOrigin = origin !== undefined && origin !== `http://${host}`;
  if (foreignOrigin || (local && !loopback.test(host))) {
    res.status(403).json({ message: 'The sandbox control answers only to this machine and its own pages.' });
    return;
  }
  next();
};
