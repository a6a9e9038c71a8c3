/** Who acts where nobody signs in: whoever sits at the machine that Staycourse runs on. */
export const LOCAL_PERSON = "local"
