// What reads the XML of SOAP, in a bundle of its own: few sessions need it, and the server starts without it.
export { DOMParser } from '@xmldom/xmldom';
