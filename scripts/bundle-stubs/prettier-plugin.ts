/** Prettier's plugins: the formatter's own file brings the one that it needs. */
export default {};
