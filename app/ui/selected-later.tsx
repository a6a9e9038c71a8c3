import { later } from "./later"

/** What the inspector shows of a selection, once something is selected. */
export const SelectedLater = later(() => import("./selected").then(({ Selected }) => Selected))
