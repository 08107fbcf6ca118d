import { expect, test } from 'vitest';
import { signatureV2, signatureV3, signedForm } from '../../sandbox/sign.ts';

test('HubSpot\'s published v3 vector', () => {
  const secret = 'yyyyyyyy-yyyy-yyyy-yyyy-yyyyyyyyyyyy';
  const body = "{'example_field':'example_value'}";
  expect(signatureV3(secret, 'POST', 'https://www.example.com/webhook_uri', body, 1_693_657_560_000)).toBe('K36dawei4A+QBNolUOqo7s91KQDWQ5MXZ/QufNYuk/Y=');
  expect(signatureV2(secret, 'POST', 'https://www.example.com/webhook_uri', body)).toMatch(/^[0-9a-f]{64}$/);
});

test('exactly twelve escapes are decoded', () => {
  expect(signedForm('?a=%3A%2f%3F%40%21%24%27%28%29%2A%2C%3B')).toBe("?a=:/?@!$'()*,;");
  expect(signedForm('?a=%20%25%26%3D%2B%23')).toBe('?a=%20%25%26%3D%2B%23');
});
