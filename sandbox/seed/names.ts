/** Invented company stems: none is the name of a company known to the authors. */
export const stems = [
  'Abarilo', 'Aldorena', 'Amarivo', 'Arvaneli', 'Auriçoba', 'Belurana', 'Brisalva', 'Caldoreste', 'Candorim', 'Cantorá',
  'Carimbela', 'Cerranova', 'Coralume', 'Dalvinópolis', 'Dorvale', 'Eldorim', 'Embaruna', 'Esperalva', 'Estrelume', 'Fiandora',
  'Flordália', 'Fontelar', 'Garapivel', 'Girassóvia', 'Guarimar', 'Guaxinara', 'Horizália', 'Ibirandu', 'Igarapéu', 'Imbuíra',
  'Itaporé', 'Jacuível', 'Jandirola', 'Jatobena', 'Juremática', 'Lajeverde', 'Lumiçara', 'Maravelo', 'Maruípe', 'Mirandóvia',
  'Moringal', 'Nascentina', 'Nortevia', 'Olivença Sul', 'Orvalhada', 'Paineirim', 'Palmadora', 'Pedraluz', 'Pirajuba Mar', 'Quaresmel',
  'Quintaluz', 'Ribeiralva', 'Rosamundi', 'Sabiarana', 'Serrambi Alto', 'Solimário', 'Tamboril Azul', 'Taquarela', 'Umbuzara', 'Valdimonte',
] as const;

export const sectors = [
  { name: 'Alimentos', industry: 'FOOD_PRODUCTION' },
  { name: 'Logística', industry: 'LOGISTICS_AND_SUPPLY_CHAIN' },
  { name: 'Clínicas', industry: 'HOSPITAL_HEALTH_CARE' },
  { name: 'Energia', industry: 'RENEWABLES_ENVIRONMENT' },
  { name: 'Varejo', industry: 'RETAIL' },
  { name: 'Engenharia', industry: 'CONSTRUCTION' },
  { name: 'Educação', industry: 'EDUCATION_MANAGEMENT' },
  { name: 'Têxtil', industry: 'TEXTILES' },
  { name: 'Seguros', industry: 'INSURANCE' },
  { name: 'Agro', industry: 'FARMING' },
  { name: 'Farmácias', industry: 'PHARMACEUTICALS' },
  { name: 'Móveis', industry: 'FURNITURE' },
  { name: 'Contabilidade', industry: 'ACCOUNTING' },
  { name: 'Hotéis', industry: 'HOSPITALITY' },
] as const;

export const places = [
  ['São Paulo', 'SP'], ['Campinas', 'SP'], ['Ribeirão Preto', 'SP'], ['Rio de Janeiro', 'RJ'], ['Niterói', 'RJ'],
  ['Belo Horizonte', 'MG'], ['Uberlândia', 'MG'], ['Curitiba', 'PR'], ['Londrina', 'PR'], ['Florianópolis', 'SC'],
  ['Joinville', 'SC'], ['Porto Alegre', 'RS'], ['Caxias do Sul', 'RS'], ['Salvador', 'BA'], ['Recife', 'PE'],
  ['Fortaleza', 'CE'], ['Goiânia', 'GO'], ['Brasília', 'DF'], ['Vitória', 'ES'], ['Manaus', 'AM'],
] as const;

export const firstNames = [
  'Adriana', 'Aline', 'Amanda', 'André', 'Antônio', 'Beatriz', 'Breno', 'Caio', 'Carla', 'Cecília', 'César', 'Cláudia', 'Cristiano',
  'Daniela', 'Débora', 'Diego', 'Eduardo', 'Elaine', 'Fábio', 'Fernanda', 'Flávia', 'Gabriel', 'Gilberto', 'Gustavo', 'Heloísa',
  'Henrique', 'Ingrid', 'Isabela', 'Ivan', 'Jaqueline', 'Joana', 'João', 'Jorge', 'Júlia', 'Juliano', 'Karina', 'Leandro', 'Letícia',
  'Lívia', 'Luana', 'Luciano', 'Luís', 'Marcela', 'Márcio', 'Mariana', 'Mateus', 'Mônica', 'Murilo', 'Natália', 'Otávio', 'Patrícia',
  'Priscila', 'Rafael', 'Raquel', 'Ricardo', 'Roberta', 'Rodrigo', 'Sabrina', 'Sandra', 'Sérgio', 'Simone', 'Tatiana', 'Vanessa',
  'Vinícius', 'Vitória', 'Wagner', 'Yara',
] as const;

export const lastNames = [
  'Abreu', 'Aguiar', 'Alencar', 'Almeida', 'Amaral', 'Andrade', 'Assis', 'Azevedo', 'Barbosa', 'Barreto', 'Batista', 'Borges', 'Braga',
  'Brandão', 'Caldeira', 'Camargo', 'Cardoso', 'Carvalho', 'Castro', 'Coelho', 'Correia', 'Cunha', 'Dantas', 'Dias', 'Esteves', 'Farias',
  'Figueiredo', 'Freitas', 'Furtado', 'Gomes', 'Guimarães', 'Lacerda', 'Leal', 'Lopes', 'Macedo', 'Machado', 'Magalhães', 'Marques',
  'Medeiros', 'Mendes', 'Monteiro', 'Moraes', 'Nogueira', 'Pacheco', 'Peixoto', 'Pimenta', 'Queiroz', 'Ramos', 'Rezende', 'Ribeiro',
  'Rocha', 'Sampaio', 'Siqueira', 'Tavares', 'Teixeira', 'Toledo', 'Vasconcelos', 'Veiga', 'Viana', 'Xavier',
] as const;

export const jobTitles = [
  'CFO', 'Gerente de operações', 'Gerente de TI', 'Controller', 'Gerente de compras', 'Analista fiscal', 'Analista de sistemas',
  'Líder de atendimento', 'Especialista financeiro', 'Gerente geral', 'Gerente de projetos', 'Analista financeiro', 'Analista de RH',
  'Gerente de logística', 'Head of Operations', 'Especialista em dados',
] as const;

/** Text in lower-case ASCII for domains and e-mail addresses. */
export function ascii(text: string): string {
  return text.normalize('NFD').replace(/[\u0300-\u036f]/g, '').toLowerCase().replace(/[^a-z0-9]+/g, '-').replace(/^-|-$/g, '');
}
