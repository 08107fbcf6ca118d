/** The public address of the trial, which the sandbox maps to loopback; the cards are built for it. */
export const trialPublicUrl = 'https://baton.sandbox.test';
