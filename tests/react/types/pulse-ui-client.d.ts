// The part of Pulse's client that its users in TypeScript see of a channel.

export interface ChannelBridge {
  readonly id: string;
  on(event: string, handler: (payload: any) => any | Promise<any>): () => void;
  emit(event: string, payload?: any): void;
  request(event: string, payload?: any): Promise<any>;
}

export function usePulseChannel(channelId: string): ChannelBridge | null;
