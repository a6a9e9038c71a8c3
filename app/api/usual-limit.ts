/** How often one token may ask for anything: at once, and then evenly in so many seconds. */
export const USUAL_LIMIT = { name: "api", most: 600, seconds: 60 }
