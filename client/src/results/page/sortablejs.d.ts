declare module 'sortablejs' {
  /** SlickGrid's way to move columns, which it takes from the window. */
  const Sortable: unknown;
  export default Sortable;
}
