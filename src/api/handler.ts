import type { z } from 'zod';
import type { Origin } from '../rules/model.ts';
import type { Caller } from './caller.ts';
import type { InputOf, RouteName, Routes } from './contract.ts';
import type { ApiOptions } from './services.ts';

/** A parsed request of a route's, with whose it is. */
export interface Call<N extends RouteName = RouteName> {
  input: InputOf<N>;
  caller: Routes[N]['permission'] extends 'anyone' ? null : Caller;
  origin: Routes[N]['permission'] extends 'anyone' ? null : Origin;
  options: ApiOptions;
}

/** A file, written out as it is read. */
export interface Download {
  type: string;
  name: string;
  texts: AsyncIterable<string>;
}

type AnswerTo<N extends RouteName> = Routes[N] extends { writes: readonly string[] } ? Download : ResponseOf<N>;

type ResponseOf<N extends RouteName> = Routes[N]['response'] extends infer S extends z.ZodType ? z.input<S> : void;

/** Does what a route says; the permission has been checked. */
export type Handler<N extends RouteName> = (call: Call<N>) => Promise<AnswerTo<N>>;
