/** Stands for a question that what is tested does not ask. */
// eslint-disable-next-line @typescript-eslint/no-explicit-any -- stands for doors of any shape
export const unasked: any = () => {
  throw new Error('Nobody should ask this.');
};
