/** In place of `linkify-it`, which markdown-it makes one of and never asks: addresses without a link stay text. */
export class LinkifyIt {}
