/** The company's own accounts, by OpenID Connect. */
export interface Company {
  /** What people call it. */
  name: string
}
