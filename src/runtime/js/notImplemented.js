/** What a dunder method returns to say "not me": Python then asks the other operand. */
export const NotImplemented = Symbol("NotImplemented");
