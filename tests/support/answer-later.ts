/** An answer of the server that comes, or fails to, when the test says so. */
export function answerLater() {
  let come = (_: Response) => {};
  let fail = (_: Error) => {};
  const answer = new Promise<Response>((resolve, reject) => {
    come = resolve;
    fail = reject;
  });
  return { answer, come: (body: object) => come(Response.json(body)), fail: () => fail(new Error('network')) };
}
