import { cancelledBlocks } from '../../blocks/effects.ts';
import type { Listening } from '../listening.ts';
import { onPress } from './pressed.ts';

export const cancelChange = (listening: Listening) => onPress(listening, (press) => press.replace(cancelledBlocks()));
