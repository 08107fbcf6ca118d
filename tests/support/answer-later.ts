/** An answer of the server that comes when the test says so. */
export function answerLater() {
  let come = (_: Response) => {};
  const answer = new Promise<Response>((resolve) => (come = resolve));
  return { answer, come: (body: object) => come(Response.json(body)) };
}
