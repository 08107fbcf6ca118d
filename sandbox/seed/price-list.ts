/** A line of an offer: what is bought, how many of it and for how much each. */
export interface OfferLine {
  product: Product;
  quantity: number;
  /** In the account's currency. */
  price: number;
}

interface Product {
  /** Id in the account's product library. */
  id: string;
  sku: string;
  name: string;
  /** Paid once where false, else each year. */
  yearly: boolean;
}

const licence: Product = { id: '1590101', sku: 'ZV-GES-U', name: 'Licença Zarvanti Gestão, por usuário', yearly: true };
const taxModule: Product = { id: '1590102', sku: 'ZV-FIS', name: 'Módulo fiscal', yearly: true };
const implementation: Product = { id: '1590201', sku: 'ZV-IMP-H', name: 'Horas de implantação', yearly: false };

/** Per user and year; less where implementation is bought by the hour. */
const licencePrice = 240;
const licencePriceWithHours = 200;
const hourPrice = 200;
/** Smaller customers set the product up by themselves. */
const fewestForHours = 35;

/** The lines of an open deal, which add up to its amount. New customers buy implementation by the hour, or do without. */
export function offerLines(deal: { name: string; amount: number; users: number; isNew: boolean; ownSetup: boolean }): OfferLine[] {
  const { name, amount, users, isNew, ownSetup } = deal;
  if (name.includes(taxModule.name)) return [{ product: taxModule, quantity: 1, price: amount }];
  if (isNew && !ownSetup && users >= fewestForHours) {
    const hours = (amount - users * licencePriceWithHours) / hourPrice;
    return [{ product: licence, quantity: users, price: licencePriceWithHours }, { product: implementation, quantity: hours, price: hourPrice }];
  }
  const quantity = Math.round(amount / licencePrice);
  return [{ product: licence, quantity, price: amount / quantity }];
}
