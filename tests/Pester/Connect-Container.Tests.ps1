BeforeAll {
    . $PSScriptRoot/Setup.ps1
    $writer = Start-TestContainer writer 'while sleep 0.1; do echo out; echo err >&2; done'
    $null = Invoke-Container $image -Detach -Init -Interactive -Name "$prefix-echo" -Label $label -Command sh, -c, 'while read -r line; do echo "a $line"; done'
}
AfterAll { Remove-TestContainer }

Describe 'Connect-Container' {
    It 'gives lines as they come, each with its stream, until Select-Object has enough' {
        $lines = $writer | Connect-Container | Select-Object -First 6
        $lines | Should -HaveCount 6
        $lines.Stream | Sort-Object -Unique | Should -Be StdOut, StdErr
        (Get-Container $writer.Name).State | Should -Be Running
    }
    It 'chooses by stream' {
        Connect-Container $writer.Name | Where-Object Stream -eq StdErr | Select-Object -First 1 | ForEach-Object { "$_" } | Should -Be err
    }
    It 'sends what the pipeline brings' {
        'question' | Connect-Container "$prefix-echo" | Select-Object -First 1 | ForEach-Object { "$_" } | Should -Be 'a question'
    }
    It 'filters lines, with their end' {
        $filter = New-Container $image -Interactive -Name "$prefix-sort" -Label $label sort | Start-Container -PassThru
        'b', 'a' | Connect-Container $filter | ForEach-Object { "$_" } | Should -Be a, b
    }
    It 'says what does not run or is not there' {
        $created = New-Container $image -Name "$prefix-created" -Label $label true
        { Connect-Container $created.Name -ErrorAction Stop } | Should -Throw -ErrorId 'ContainerNotRunning,*'
        { Connect-Container "$prefix-none" -ErrorAction Stop } | Should -Throw -ErrorId 'ContainerNotFound,*'
    }
}
