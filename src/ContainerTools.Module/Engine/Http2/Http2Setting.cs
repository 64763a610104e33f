namespace ContainerTools.Engine.Http2;

/// <summary>What the sides tell each other about themselves (RFC 9113, section 6.5.2).</summary>
internal enum Http2Setting
{
    None = 0,
    HeaderTableSize = 1,
    EnablePush = 2,
    MaxConcurrentStreams = 3,
    InitialWindowSize = 4,
    MaxFrameSize = 5,
    MaxHeaderListSize = 6,
}
