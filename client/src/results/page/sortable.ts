// SlickGrid moves columns by SortableJS, which its bundle expects to find in the window.
import Sortable from 'sortablejs';

Object.assign(window, { Sortable });
