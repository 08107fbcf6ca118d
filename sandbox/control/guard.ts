import type { RequestHandler } from 'express';

const loopback = /^(localhost|127\.0\.0\.1|\[::1\])(:\d+)?$/;

/** On loopback, answers no other host name: a page of a rebound DNS name in the user's browser stays outside. */
export const refuseForeignHost: RequestHandler = (req, res, next) => {
  const local = req.socket.localAddress === '127.0.0.1' || req.socket.localAddress === '::1';
  if (!local || loopback.test(req.header('host') ?? '')) return next();
  res.status(403).json({ message: 'The sandbox answers only to 127.0.0.1 and localhost.' });
};

/** Keeps other pages in the user's browser away from the control; scripts send no Origin. */
export const refuseForeignOrigin: RequestHandler = (req, res, next) => {
  const origin = req.header('origin');
  if (origin === undefined || origin === `http://${req.header('host')}`) return next();
  res.status(403).json({ message: 'The sandbox control answers only to scripts and its own pages.' });
};
