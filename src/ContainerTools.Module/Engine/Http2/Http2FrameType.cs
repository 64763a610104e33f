namespace ContainerTools.Engine.Http2;

/// <summary>The kinds of frames (RFC 9113, section 6). Any other is left out (section 5.5).</summary>
internal enum Http2FrameType
{
    Data = 0,
    Headers = 1,
    Priority = 2,
    Reset = 3,
    Settings = 4,
    PushPromise = 5,
    Ping = 6,
    GoAway = 7,
    WindowUpdate = 8,
    Continuation = 9,
}
