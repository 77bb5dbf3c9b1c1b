/** Whether a text contains every word of a filter, upper and lower case alike. Without a word: any text does. */
export function wordFilter(filter: string): (text: string) => boolean {
  const words = filter.toLowerCase().split(/\s+/).filter(Boolean);
  return text => {
    const searched = text.toLowerCase();
    return words.every(word => searched.includes(word));
  };
}
