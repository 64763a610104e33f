BeforeAll {
    . $PSScriptRoot/Setup.ps1
    . $PSScriptRoot/Registry.ps1
    $one = New-TestImage "${prefix}:1" 'RUN echo first >/first && echo x >/same'
    $two = New-TestImage "${prefix}:2" 'RUN echo first >/first && echo x >/same', 'RUN rm /first && echo y >/same'
}
AfterAll { Remove-TestContainer }

Describe 'Get-ContainerImageLayer' {
    It 'gives one object a layer, in order' {
        $layers = Get-ContainerImageLayer "${prefix}:2"
        $layers.Index | Should -Be 0, 1, 2
        $layers[0].Size | Should -BeGreaterThan 100000
        $layers[0].SharedWith.ForEach({ "$_" }) | Should -Contain "${prefix}:1"
    }
    It 'tells what is in them' {
        $files = $two | Get-ContainerImageLayer -IncludeFile | ForEach-Object Files | Where-Object LayerIndex -eq 2 | Group-Object Path -AsHashTable -AsString
        "$($files['/first'].Kind)", "$($files['/same'].Kind)" | Should -Be Removed, Changed
    }
    It 'reads a saved image' {
        $null = Export-ContainerImage "${prefix}:1" "$folder/one.tar"
        (Get-ContainerImageLayer -Path "$folder/one.tar").Digest | Should -Be ($one | Get-ContainerImageLayer).Digest
    }
    It 'shows a table' {
        $one | Get-ContainerImageLayer | Format-Table | Out-String -Width 200 | Should -Match 'Index\s+Size\s+Digest\s+Shared'
    }
    It 'says by name what is not there' {
        { Get-ContainerImageLayer "${prefix}:none" -ErrorAction Stop } | Should -Throw -ErrorId 'ImageNotFound,*'
        { Get-ContainerImageLayer -Path "$folder/none.tar" -ErrorAction Stop } | Should -Throw
    }
}
