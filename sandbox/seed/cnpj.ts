const weights = [6, 5, 4, 3, 2, 9, 8, 7, 6, 5, 4, 3, 2];

function checkDigit(digits: number[]): number {
  const sum = digits.reduce((total, digit, index) => total + digit * (weights[weights.length - digits.length + index] ?? 0), 0);
  return sum % 11 < 2 ? 0 : 11 - (sum % 11);
}

/** A valid CNPJ with branch number 0001 (check digits by Receita Federal's modulo 11), formatted 00.000.000/0001-00. */
export function cnpjOf(root: number): string {
  const digits = [...String(root).padStart(8, '0'), '0', '0', '0', '1'].map(Number);
  digits.push(checkDigit(digits));
  digits.push(checkDigit(digits));
  return digits.join('').replace(/^(\d{2})(\d{3})(\d{3})(\d{4})(\d{2})$/, '$1.$2.$3/$4-$5');
}
