export { type FieldPath, placeOf, type TextSpan } from "../cluster/actions/document-place.ts";
